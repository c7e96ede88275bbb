//! A payment in native coin, and what the one who was paid has then.

#![no_std]
#![no_main]

use clibc::{
    DataParser, balance, entrypoint, require, transfer,
    types::{address::Address, result::Result},
};

/// The error code of a payment that the contract cannot make.
const CANNOT_PAY: u32 = 1;

entrypoint!(send);

/// Pays out of the contract's own balance; under the `compat` rules out of the caller's.
///
/// The input is the receiver (20 bytes) and the amount (eight, little-endian). Paid or not, the
/// returned data is the receiver's balance afterwards: sixteen bytes, little-endian.
fn send(_program: Address, _caller: Address, data: &[u8]) -> Result {
    require(data.len() >= 28, b"transfer: need addr + amount");
    let mut input = DataParser::new(data);
    let receiver = input.read_address();
    let amount = input.read_u64();

    let is_paid = transfer!(&receiver, amount);
    let owned = balance!(&receiver);
    let code = if is_paid { 0 } else { CANNOT_PAY };
    Result::new_with_data(is_paid, code, &owned.to_le_bytes())
}
