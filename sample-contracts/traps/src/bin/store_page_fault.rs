//! A write to a constant: pages of read-only data have no W.

#![no_std]
#![no_main]

use clibc::{
    entrypoint,
    types::{Address, Result},
};

entrypoint!(main_entry);

fn main_entry(_program: Address, _caller: Address, _data: &[u8]) -> Result {
    static CONSTANT: u32 = 7;
    let pointer = (&raw const CONSTANT).cast_mut();
    // Safety: none; the page cannot be written.
    unsafe { pointer.write_volatile(8) };
    Result::new(true, 0)
}
