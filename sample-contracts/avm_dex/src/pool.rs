//! What the market says it holds, and its arithmetic. Coin fits 64 bits and tokens 32, so that no
//! product overflows.

use clibc::{persist_struct, require, types::Address};

persist_struct!(
    /// Slot `P:506f6f6c`.
    Pool {
        reserve_am: u128,
        reserve_token: u128,
        total_liquidity: u128,
    }
);

impl Pool {
    /// The pool as it is kept, or an empty one.
    pub fn of(program: &Address) -> Self {
        Self::load(program).unwrap_or(Self {
            reserve_am: 0,
            reserve_token: 0,
            total_liquidity: 0,
        })
    }

    /// Whether one of the two is missing, so that there is no price.
    pub fn is_empty(&self) -> bool {
        self.reserve_am == 0 || self.reserve_token == 0
    }

    /// Takes both in and says how many shares that is; the first to come decides the ratio.
    pub fn add(&mut self, coin: u128, tokens: u128) -> u128 {
        let shares = if self.total_liquidity == 0 {
            coin
        } else {
            require(!self.is_empty(), b"add: pool empty");
            require(
                tokens * self.reserve_am == coin * self.reserve_token,
                b"add: ratio mismatch",
            );
            coin * self.total_liquidity / self.reserve_am
        };
        self.reserve_am += coin;
        self.reserve_token += tokens;
        self.total_liquidity += shares;
        shares
    }

    /// Lets out the part of both that the shares are.
    pub fn remove(&mut self, shares: u128) -> (u128, u128) {
        let coin = self.reserve_am * shares / self.total_liquidity;
        let tokens = self.reserve_token * shares / self.total_liquidity;
        self.reserve_am -= coin;
        self.reserve_token -= tokens;
        self.total_liquidity -= shares;
        (coin, tokens)
    }

    /// Takes coin in and lets tokens out.
    pub fn buy(&mut self, coin: u128) -> u128 {
        let tokens = coin * self.reserve_token / (self.reserve_am + coin);
        self.reserve_am += coin;
        self.reserve_token -= tokens;
        tokens
    }

    /// Takes tokens in and lets coin out.
    pub fn sell(&mut self, tokens: u128) -> u128 {
        let coin = tokens * self.reserve_am / (self.reserve_token + tokens);
        self.reserve_token += tokens;
        self.reserve_am -= coin;
        coin
    }
}
