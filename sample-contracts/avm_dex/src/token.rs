//! The token as seen from the market: an ERC-20 contract, of which two functions are called.

use clibc::{call::call, types::Address};

pub struct Token(Address);

impl Token {
    pub fn new(address: Address) -> Self {
        Self(address)
    }

    /// Pays `to` out of the market's own tokens, and says whether that worked.
    pub fn give(&self, market: &Address, to: &Address, amount: u32) -> bool {
        let mut input = [0; 26];
        input[..2].copy_from_slice(&[0x02, 24]);
        input[2..22].copy_from_slice(&to.0);
        input[22..].copy_from_slice(&amount.to_le_bytes());
        call(market, &self.0, &input).is_some_and(|it| it.success)
    }

    /// Takes tokens that `from` has approved, and says whether that worked.
    pub fn take(&self, market: &Address, from: &Address, amount: u32) -> bool {
        let mut input = [0; 46];
        input[..2].copy_from_slice(&[0x04, 44]);
        input[2..22].copy_from_slice(&from.0);
        input[22..42].copy_from_slice(&market.0);
        input[42..].copy_from_slice(&amount.to_le_bytes());
        call(market, &self.0, &input).is_some_and(|it| it.success)
    }
}
