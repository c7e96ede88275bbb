//! An instruction that does not exist: the word that is all zeros, which never will be one. [Unpriv §1.5]

#![no_std]
#![no_main]

use clibc::{
    entrypoint,
    types::{Address, Result},
};

entrypoint!(main_entry);

fn main_entry(_program: Address, _caller: Address, _data: &[u8]) -> Result {
    // Safety: none; the instruction traps.
    unsafe { core::arch::asm!("unimp") };
    Result::new(true, 0)
}
