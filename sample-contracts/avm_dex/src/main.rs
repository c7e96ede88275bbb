//! The market that aVM's fixture calls, with that market's inputs, results and slots, under the
//! `compat` rules. No fee, no least output, a token that cannot be chosen, and coin that whoever
//! sells pays to themselves: what is wrong with it is what `dex` does right.

#![no_std]
#![no_main]

mod pool;
mod token;

use clibc::{
    DataParser, Map, entrypoint, event, fire_event, hex_address, require, transfer,
    types::{address::Address, result::Result},
    vm_panic,
};
use pool::Pool;
use token::Token;

// What each provider owns of the pool: Liquidity:<provider> holds a u128.
Map!(Liquidity);

event!(LiquidityAdded { provider => Address, am_in => u64, token_in => u64 });
event!(LiquidityRemoved { provider => Address, am_out => u64, token_out => u64 });
event!(SwapExecuted { trader => Address, am_in => u64, token_out => u64 });

entrypoint!(main_entry);

/// The first byte chooses what is done, its arguments follow.
fn main_entry(program: Address, caller: Address, data: &[u8]) -> Result {
    require(!data.is_empty(), b"missing selector");
    let mut args = DataParser::new(data);
    let desk = Desk {
        program,
        caller,
        token: Token::new(hex_address!("d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1")),
    };
    match args.read_u8() {
        0x01 => {
            require(args.remaining() >= 16, b"add: missing args");
            desk.add(args.read_u64(), args.read_u64())
        }
        0x02 => {
            require(args.remaining() >= 8, b"remove: missing args");
            desk.remove(args.read_u64().into())
        }
        0x03 => {
            require(args.remaining() >= 9, b"swap: missing args");
            match args.read_u8() {
                0 => desk.buy(args.read_u64()),
                _ => desk.sell(args.read_u64()),
            }
        }
        _ => vm_panic(b"unknown selector"),
    }
}

/// Who is served, and what is traded for native coin.
struct Desk {
    program: Address,
    caller: Address,
    token: Token,
}

impl Desk {
    /// Takes coin and tokens from the caller, in the pool's ratio, and gives shares.
    fn add(&self, coin: u64, tokens: u64) -> Result {
        require(coin > 0, b"add: zero am");
        require(tokens > 0, b"add: zero token");
        let amount = narrow(tokens.into(), b"add: token overflow");
        require(transfer!(&self.program, coin), b"add: am transfer failed");
        self.take(amount, b"add: token transfer failed");

        let mut pool = Pool::of(&self.program);
        let shares = pool.add(coin.into(), tokens.into());
        pool.store(&self.program);
        self.set_shares(self.shares() + shares);
        fire_event!(LiquidityAdded::new(self.caller, coin, tokens));
        answer(&shares.to_le_bytes())
    }

    /// Gives the tokens that shares stand for. The coin goes from the caller to the caller.
    fn remove(&self, shares: u128) -> Result {
        require(shares > 0, b"remove: zero shares");
        let owned = self.shares();
        require(owned >= shares, b"remove: not enough shares");
        let mut pool = Pool::of(&self.program);
        let (coin, tokens) = pool.remove(shares);
        pool.store(&self.program);
        self.set_shares(owned - shares);
        self.give(
            narrow(tokens, b"remove: token overflow"),
            b"remove: token transfer failed",
        );
        // Under the compat rules whoever calls pays, here as everywhere: the pool keeps its coin.
        require(
            transfer!(&self.caller, coin as u64),
            b"remove: am transfer failed",
        );
        fire_event!(LiquidityRemoved::new(
            self.caller,
            coin as u64,
            tokens as u64
        ));
        let mut both = [0; 32];
        both[..16].copy_from_slice(&coin.to_le_bytes());
        both[16..].copy_from_slice(&tokens.to_le_bytes());
        answer(&both)
    }

    /// Coin for tokens.
    fn buy(&self, coin: u64) -> Result {
        require(coin > 0, b"swap: zero amount");
        let mut pool = self.filled_pool();
        require(transfer!(&self.program, coin), b"swap: am transfer failed");
        let tokens = pool.buy(coin.into());
        require(tokens > 0, b"swap: zero output");
        pool.store(&self.program);
        self.give(
            narrow(tokens, b"swap: token overflow"),
            b"swap: token transfer failed",
        );
        fire_event!(SwapExecuted::new(self.caller, coin, tokens as u64));
        answer(&tokens.to_le_bytes())
    }

    /// Tokens for coin, which goes from the caller to the caller.
    fn sell(&self, tokens: u64) -> Result {
        require(tokens > 0, b"swap: zero amount");
        let mut pool = self.filled_pool();
        let amount = narrow(tokens.into(), b"swap: token overflow");
        self.take(amount, b"swap: token transfer failed");
        let coin = pool.sell(tokens.into());
        require(coin > 0, b"swap: zero output");
        pool.store(&self.program);
        require(
            transfer!(&self.caller, coin as u64),
            b"swap: am payout failed",
        );
        fire_event!(SwapExecuted::new(self.caller, coin as u64, tokens));
        answer(&coin.to_le_bytes())
    }

    fn filled_pool(&self) -> Pool {
        let pool = Pool::of(&self.program);
        require(!pool.is_empty(), b"swap: empty pool");
        pool
    }

    fn take(&self, amount: u32, complaint: &[u8]) {
        let is_done = self.token.take(&self.program, &self.caller, amount);
        require(is_done, complaint);
    }

    fn give(&self, amount: u32, complaint: &[u8]) {
        let is_done = self.token.give(&self.program, &self.caller, amount);
        require(is_done, complaint);
    }

    fn shares(&self) -> u128 {
        Liquidity::get(&self.program, self.caller).unwrap_or(0)
    }

    fn set_shares(&self, shares: u128) {
        Liquidity::set(&self.program, self.caller, shares);
    }
}

fn narrow(amount: u128, complaint: &[u8]) -> u32 {
    match u32::try_from(amount) {
        Ok(amount) => amount,
        Err(_) => vm_panic(complaint),
    }
}

fn answer(data: &[u8]) -> Result {
    Result::new_with_data(true, 0, data)
}
