//! An atomic addition to a word that is no word. [Unpriv §14.4]

#![no_std]
#![no_main]

use clibc::{
    entrypoint,
    types::{Address, Result},
};

entrypoint!(main_entry);

fn main_entry(_program: Address, _caller: Address, _data: &[u8]) -> Result {
    let mut bytes = [0u32; 2];
    // Safety: none; the instruction traps before it adds.
    unsafe {
        core::arch::asm!("amoadd.w zero, {}, ({})", in(reg) 1usize, in(reg) bytes.as_mut_ptr() as usize + 1)
    };
    Result::new(true, 0)
}
