//! Every way to go wrong, one function each. None of them harms more than its own transaction.

#![no_std]
#![no_main]

use core::hint::black_box;

use clibc::{
    entrypoint, persist_struct, route,
    types::{address::Address, o::O, result::Result},
    vm_panic,
};

persist_struct!(
    /// How many calls went well. Slot `P:43616c6c73`.
    Calls { count: u32 }
);

entrypoint!(main_entry);

fn main_entry(program: Address, caller: Address, data: &[u8]) -> Result {
    route(data, program, caller, |_to, _from, call| {
        match call.selector {
            0x01 => fault(&program),
            0x02 => null(),
            0x03 => nowhere(),
            0x04 => panic(call.args.len()),
            0x05 => fail(&program),
            0x06 => forever(),
            0x07 => Result::with_u32(deep(0)),
            0x08 => illegal(),
            0x09 => good(&program),
            _ => vm_panic(b"unknown selector"),
        }
    })
}

/// Writes to the kernel's memory, after a write to storage that has to be undone.
fn fault(program: &Address) -> Result {
    count(program);
    let kernel = black_box(0x8000_0000 as *mut u32);
    // Safety: none; the store traps before it does anything.
    unsafe { kernel.write_volatile(0xdead_beef) };
    Result::new(true, 0)
}

/// Reads through a null pointer.
fn null() -> Result {
    let pointer = black_box(core::ptr::null::<u32>());
    // Safety: none; page 0 is not mapped, so the load traps. In assembly, because Rust checks for
    // null by itself.
    let value = unsafe { load(pointer) };
    Result::with_u32(value)
}

/// Calls a function that is not there.
fn nowhere() -> Result {
    // Safety: none; the address is not mapped, so the first fetch traps.
    let function: extern "C" fn() = unsafe { core::mem::transmute(black_box(0x2000_0000usize)) };
    function();
    Result::new(true, 0)
}

/// Panics as Rust code does: by an index that is out of bounds.
fn panic(index: usize) -> Result {
    let empty: [u32; 0] = [];
    Result::with_u32(black_box(&empty[..])[index])
}

/// Says that it failed, after a write to storage that has to be undone.
fn fail(program: &Address) -> Result {
    count(program);
    Result::with_u32_error(42)
}

/// Never returns; the gas ends it.
fn forever() -> ! {
    let mut turns = 0u32;
    loop {
        turns = black_box(turns.wrapping_add(1));
    }
}

/// Calls itself until the stack meets its guard page.
#[allow(unconditional_recursion)]
fn deep(depth: u32) -> u32 {
    let frame = black_box([depth; 64]);
    deep(depth + 1) + frame[0]
}

/// Executes an instruction that does not exist.
fn illegal() -> Result {
    // Safety: none; the instruction traps.
    #[cfg(target_arch = "riscv32")]
    unsafe {
        core::arch::asm!("unimp")
    };
    Result::new(true, 0)
}

/// Counts this call and returns how many there were: a good call, to show that all is well after
/// the others.
fn good(program: &Address) -> Result {
    Result::with_u32(count(program))
}

/// Adds one to the counter in storage and returns it.
fn count(program: &Address) -> u32 {
    let mut calls = match Calls::load(program) {
        O::Some(calls) => calls,
        O::None => Calls { count: 0 },
    };
    calls.count += 1;
    calls.store(program);
    calls.count
}

/// One load instruction, at whatever address.
///
/// # Safety
/// `pointer` must be readable, unless a trap is what you want.
#[cfg(target_arch = "riscv32")]
unsafe fn load(pointer: *const u32) -> u32 {
    let value;
    // Safety: up to the caller.
    unsafe { core::arch::asm!("lw {}, ({})", out(reg) value, in(reg) pointer, options(nostack)) };
    value
}

#[cfg(not(target_arch = "riscv32"))]
unsafe fn load(pointer: *const u32) -> u32 {
    // Safety: up to the caller.
    unsafe { pointer.read_volatile() }
}
