//! A loop without end: the supervisor timer interrupt comes at the instruction for which there is no gas.

#![no_std]
#![no_main]

use clibc::{
    entrypoint,
    types::{Address, Result},
};

entrypoint!(main_entry);

fn main_entry(_program: Address, _caller: Address, _data: &[u8]) -> Result {
    let mut turns = 0u32;
    loop {
        turns = core::hint::black_box(turns.wrapping_add(1));
    }
}
