//! A call of data: pages that can be written have no X.

#![no_std]
#![no_main]

use clibc::{
    entrypoint,
    types::{Address, Result},
};

entrypoint!(main_entry);

fn main_entry(_program: Address, _caller: Address, _data: &[u8]) -> Result {
    let code = core::hint::black_box([0x0000_8067u32]); // ret
    let function: extern "C" fn() = unsafe { core::mem::transmute(code.as_ptr()) };
    // Safety: none; the first fetch traps.
    unsafe { core::arch::asm!("jalr {}", in(reg) function as usize, clobber_abi("C")) };
    Result::new(true, 0)
}
