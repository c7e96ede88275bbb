//! A market between native coin and a token: constant product, a fee of three in a thousand that stays in the pool, and
//! payouts from the contract's own balance.

#![no_std]
#![no_main]

mod pool;
mod token;

use clibc::{
    DataParser, Map, context, entrypoint, event, fire_event, persist_struct, require, route,
    transfer,
    types::{O, address::Address, result::Result},
    vm_panic,
};
use pool::Pool;
use token::Token;

persist_struct!(
    /// The token that is traded; written once, by `open`.
    Market {
        token: Address,
    }
);

// What each provider owns of the pool: Shares:<provider> holds a u64.
Map!(Shares);

event!(LiquidityAdded { provider => Address, coin => u64, tokens => u32, shares => u64 });
event!(LiquidityRemoved { provider => Address, coin => u64, tokens => u32, shares => u64 });
event!(Bought { trader => Address, coin => u64, tokens => u32 });
event!(Sold { trader => Address, tokens => u32, coin => u64 });

entrypoint!(main_entry);

fn main_entry(program: Address, caller: Address, data: &[u8]) -> Result {
    route(data, program, caller, |_to, _from, call| {
        let mut args = DataParser::new(call.args);
        if call.selector == 0x01 {
            open(&program, args.read_address());
            return Result::new(true, 0);
        }
        let O::Some(market) = Market::load(&program) else {
            vm_panic(b"the market is not open")
        };
        let mut pool = Pool::load(&program).unwrap_or(Pool::EMPTY);
        let desk = Desk {
            program,
            trader: caller,
            token: Token::new(market.token),
        };
        match call.selector {
            0x02 => desk.add(&mut pool, args.read_u32(), args.read_u64()),
            0x03 => desk.remove(&mut pool, args.read_u64(), args.read_u64(), args.read_u32()),
            0x04 => desk.buy(&mut pool, args.read_u32()),
            0x05 => desk.sell(&mut pool, args.read_u32(), args.read_u64()),
            _ => vm_panic(b"unknown selector"),
        }
    })
}

/// Says which token is traded. Works once, for whoever comes first.
fn open(program: &Address, token: Address) {
    require(Market::load(program).is_none(), b"already open");
    Market { token }.store(program);
}

/// Who is served, and what is traded.
struct Desk {
    program: Address,
    trader: Address,
    token: Token,
}

impl Desk {
    /// Takes the coin that came with the call and as many tokens as the pool's price asks for, at most `most_tokens`, and
    /// gives shares of the pool, at least `least_shares`.
    fn add(&self, pool: &mut Pool, most_tokens: u32, least_shares: u64) -> Result {
        let coin = coin_sent();
        let (tokens, shares) = pool.add(coin, most_tokens);
        require(tokens <= most_tokens, b"it would take more tokens");
        require(
            shares > 0 && shares >= least_shares,
            b"it would give fewer shares",
        );
        pool.store(&self.program);
        self.set_shares(self.shares() + shares);
        self.token.take(&self.program, &self.trader, tokens);
        fire_event!(LiquidityAdded::new(self.trader, coin, tokens, shares));
        number(shares)
    }

    /// Gives the coin and the tokens that `shares` stand for.
    fn remove(&self, pool: &mut Pool, shares: u64, least_coin: u64, least_tokens: u32) -> Result {
        let owned = self.shares();
        require(shares > 0 && shares <= owned, b"insufficient shares");
        let (coin, tokens) = pool.remove(shares);
        require(coin >= least_coin, b"it would give less coin");
        require(tokens >= least_tokens, b"it would give fewer tokens");
        pool.store(&self.program);
        self.set_shares(owned - shares);
        self.pay(coin);
        self.token.give(&self.program, &self.trader, tokens);
        fire_event!(LiquidityRemoved::new(self.trader, coin, tokens, shares));
        number(coin)
    }

    /// Sells tokens for the coin that came with the call.
    fn buy(&self, pool: &mut Pool, least_tokens: u32) -> Result {
        let coin = coin_sent();
        let tokens = pool.buy(coin);
        require(
            tokens > 0 && tokens >= least_tokens,
            b"it would give fewer tokens",
        );
        pool.store(&self.program);
        self.token.give(&self.program, &self.trader, tokens);
        fire_event!(Bought::new(self.trader, coin, tokens));
        number(tokens.into())
    }

    /// Buys tokens.
    fn sell(&self, pool: &mut Pool, tokens: u32, least_coin: u64) -> Result {
        let coin = pool.sell(tokens);
        require(coin > 0 && coin >= least_coin, b"it would give less coin");
        pool.store(&self.program);
        self.token.take(&self.program, &self.trader, tokens);
        self.pay(coin);
        fire_event!(Sold::new(self.trader, tokens, coin));
        number(coin)
    }

    fn pay(&self, coin: u64) {
        require(transfer!(&self.trader, coin), b"the market cannot pay");
    }

    fn shares(&self) -> u64 {
        Shares::get(&self.program, self.trader).unwrap_or(0)
    }

    fn set_shares(&self, shares: u64) {
        Shares::set(&self.program, self.trader, shares);
    }
}

/// The native coin that came with the call. It is the market's already.
fn coin_sent() -> u64 {
    match u64::try_from(context::value()) {
        Ok(coin) if coin > 0 => coin,
        _ => vm_panic(b"send coin with the call"),
    }
}

fn number(value: u64) -> Result {
    Result::new_with_data(true, 0, &value.to_le_bytes())
}
