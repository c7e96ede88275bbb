//! An event that lies where nothing is: the kernel reads for a contract only what the contract could read itself.

#![no_std]
#![no_main]

use clibc::{
    entrypoint,
    event::fire_bytes,
    types::{Address, Result},
};

entrypoint!(main_entry);

fn main_entry(_program: Address, _caller: Address, _data: &[u8]) -> Result {
    let nowhere = core::ptr::without_provenance(0x2000_0000);
    // Longer than an event may be: refused before anybody looks at the pointer, and the contract goes on.
    // Safety: none; nothing is mapped there.
    fire_bytes(unsafe { core::slice::from_raw_parts(nowhere, 1000) });
    // Safety: the same.
    fire_bytes(unsafe { core::slice::from_raw_parts(nowhere, 24) });
    Result::new(true, 0)
}
