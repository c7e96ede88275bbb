//! A write to the kernel, which is mapped, and not for contracts: its pages have no U.

#![no_std]
#![no_main]

use clibc::{
    entrypoint,
    types::{Address, Result},
};

entrypoint!(main_entry);

fn main_entry(_program: Address, _caller: Address, _data: &[u8]) -> Result {
    let kernel = core::hint::black_box(0x8000_0000 as *mut u32);
    // Safety: none; the store traps before it does anything.
    unsafe { kernel.write_volatile(0xdead_beef) };
    Result::new(true, 0)
}
