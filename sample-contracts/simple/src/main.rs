//! The smallest contract: two numbers in, the larger one out.

#![no_std]
#![no_main]

use clibc::{
    DataParser, entrypoint, require,
    types::{address::Address, result::Result},
};

entrypoint!(larger);

/// Returns the larger of two numbers.
///
/// The input is `a` and `b`, four bytes each and little-endian; so is the returned data.
fn larger(_program: Address, _caller: Address, data: &[u8]) -> Result {
    require(data.len() >= 8, b"input must be two u32");
    let mut input = DataParser::new(data);
    let a = input.read_u32();
    let b = input.read_u32();

    let larger = if a > b { a } else { b };
    Result::with_u32(larger)
}
