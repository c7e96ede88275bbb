//! A function that calls itself until the stack meets its guard page.

#![no_std]
#![no_main]

use clibc::{
    entrypoint,
    types::{Address, Result},
};

entrypoint!(main_entry);

fn main_entry(_program: Address, _caller: Address, _data: &[u8]) -> Result {
    Result::with_u32(deeper(0))
}

#[allow(unconditional_recursion)]
fn deeper(depth: u32) -> u32 {
    let frame = core::hint::black_box([depth; 64]);
    deeper(depth + 1) + frame[0]
}
