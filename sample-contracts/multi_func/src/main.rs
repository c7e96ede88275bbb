//! Two functions behind selectors: one answers, one always refuses.

#![no_std]
#![no_main]

use clibc::{
    DataParser, entrypoint, require, route,
    types::{address::Address, result::Result},
    vm_panic,
};

/// The selector is the first byte of each call.
mod selector {
    pub const COMPARE: u8 = 0x01;
    pub const OTHER: u8 = 0x02;
}

entrypoint!(main_entry);

fn main_entry(program: Address, caller: Address, data: &[u8]) -> Result {
    route(data, program, caller, |_to, _from, call| {
        match call.selector {
            selector::COMPARE => compare(call.args),
            selector::OTHER => other(),
            _ => vm_panic(b"unknown selector"),
        }
    })
}

/// Returns the larger of two numbers: `a` and `b`, four bytes each and little-endian.
fn compare(args: &[u8]) -> Result {
    require(args.len() == 8, b"compare expects 8 bytes");
    let mut args = DataParser::new(args);
    let a = args.read_u32();
    let b = args.read_u32();
    Result::with_u32(a.max(b))
}

/// Refuses, whatever comes; with it, all that the same transaction has done goes back.
fn other() -> Result {
    vm_panic(b"Intentional failure")
}
