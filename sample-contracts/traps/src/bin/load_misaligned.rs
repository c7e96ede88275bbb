//! A reservation of a word that is no word: LR does not take addresses that are not aligned. [Unpriv §14.2]

#![no_std]
#![no_main]

use clibc::{
    entrypoint,
    types::{Address, Result},
};

entrypoint!(main_entry);

fn main_entry(_program: Address, _caller: Address, _data: &[u8]) -> Result {
    let bytes = [0u32; 2];
    // Safety: none; the load traps.
    unsafe { core::arch::asm!("lr.w {}, ({})", out(reg) _, in(reg) bytes.as_ptr() as usize + 1) };
    Result::new(true, 0)
}
