//! What the market holds, and the arithmetic of it. Products are of 128 bits, so none of them overflows; every division
//! rounds in favour of the pool.

use clibc::{persist_struct, vm_panic};

/// Thousandths of what comes in that are traded; the rest is the fee, and stays.
const TRADED: u128 = 997;
const WHOLE: u128 = 1000;

persist_struct!(
    /// Coin and tokens, and how many shares there are in them.
    Pool {
        coin: u64,
        shares: u64,
        tokens: u32,
    }
);

impl Pool {
    pub const EMPTY: Self = Self {
        coin: 0,
        shares: 0,
        tokens: 0,
    };

    /// Takes coin in; the tokens that have to come with it, and the shares that both are worth. The first to come sets the
    /// price with `tokens`.
    pub fn add(&mut self, coin: u64, tokens: u32) -> (u32, u64) {
        let (needed, minted) = if self.shares == 0 {
            let product = u128::from(coin) * u128::from(tokens);
            (tokens, narrow(product.isqrt()))
        } else {
            let needed = (wide(coin) * wide(self.tokens)).div_ceil(wide(self.coin));
            let Ok(needed) = u32::try_from(needed) else {
                vm_panic(b"it would take more tokens")
            };
            (
                needed,
                narrow(wide(coin) * wide(self.shares) / wide(self.coin)),
            )
        };
        self.coin = narrow(wide(self.coin) + wide(coin));
        self.shares = narrow(wide(self.shares) + wide(minted));
        self.tokens = match self.tokens.checked_add(needed) {
            Some(tokens) => tokens,
            None => vm_panic(b"the pool is full"),
        };
        (needed, minted)
    }

    /// Lets coin and tokens out for shares, of which there are as many.
    pub fn remove(&mut self, shares: u64) -> (u64, u32) {
        let part = |whole: u128| whole * wide(shares) / wide(self.shares);
        // A part is no larger than the whole.
        let (coin, tokens) = (part(wide(self.coin)) as u64, part(wide(self.tokens)) as u32);
        self.coin -= coin;
        self.tokens -= tokens;
        self.shares -= shares;
        (coin, tokens)
    }

    /// Takes coin in and lets tokens out.
    pub fn buy(&mut self, coin: u64) -> u32 {
        let tokens = out_for(coin.into(), self.coin.into(), self.tokens.into()) as u32;
        self.coin = narrow(wide(self.coin) + wide(coin));
        self.tokens -= tokens;
        tokens
    }

    /// Takes tokens in and lets coin out.
    pub fn sell(&mut self, tokens: u32) -> u64 {
        let coin = out_for(tokens.into(), self.tokens.into(), self.coin.into()) as u64;
        self.tokens = match self.tokens.checked_add(tokens) {
            Some(tokens) => tokens,
            None => vm_panic(b"the pool is full"),
        };
        self.coin -= coin;
        coin
    }
}

/// What keeps the product of both sides, once the fee is taken from what comes in. Less than `theirs`.
fn out_for(comes: u128, ours: u128, theirs: u128) -> u128 {
    if ours == 0 || theirs == 0 {
        vm_panic(b"the pool is empty");
    }
    let traded = comes * TRADED;
    traded * theirs / (ours * WHOLE + traded)
}

fn wide(value: impl Into<u128>) -> u128 {
    value.into()
}

fn narrow(value: u128) -> u64 {
    match u64::try_from(value) {
        Ok(value) => value,
        Err(_) => vm_panic(b"the pool is full"),
    }
}
