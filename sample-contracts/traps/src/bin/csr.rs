//! A register of the kernel's: which page table is in use.

#![no_std]
#![no_main]

use clibc::{
    entrypoint,
    types::{Address, Result},
};

entrypoint!(main_entry);

fn main_entry(_program: Address, _caller: Address, _data: &[u8]) -> Result {
    // Safety: none; the access is an illegal instruction in U-mode.
    unsafe { core::arch::asm!("csrr {}, satp", out(reg) _) };
    Result::new(true, 0)
}
