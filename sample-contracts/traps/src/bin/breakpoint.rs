//! A breakpoint that nobody has set. Contracts of aVM end so; in ours it is a trap like any other.

#![no_std]
#![no_main]

use clibc::{
    entrypoint,
    types::{Address, Result},
};

entrypoint!(main_entry);

fn main_entry(_program: Address, _caller: Address, _data: &[u8]) -> Result {
    // Safety: none; the instruction traps.
    unsafe { core::arch::asm!("ebreak") };
    Result::new(true, 0)
}
