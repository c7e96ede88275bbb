//! An instruction of the kernel's: to leave a trap handler that a contract never is in.

#![no_std]
#![no_main]

use clibc::{
    entrypoint,
    types::{Address, Result},
};

entrypoint!(main_entry);

fn main_entry(_program: Address, _caller: Address, _data: &[u8]) -> Result {
    // Safety: none; the instruction is an illegal one in U-mode.
    unsafe { core::arch::asm!("sret") };
    Result::new(true, 0)
}
