//! A read of the page at zero, which is never mapped. Rust checks pointers for null by itself, so it is assembly.

#![no_std]
#![no_main]

use clibc::{
    entrypoint,
    types::{Address, Result},
};

entrypoint!(main_entry);

fn main_entry(_program: Address, _caller: Address, _data: &[u8]) -> Result {
    // Safety: none; page 0 is not mapped.
    unsafe { core::arch::asm!("lw {}, (zero)", out(reg) _) };
    Result::new(true, 0)
}
