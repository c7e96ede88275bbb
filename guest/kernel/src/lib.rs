//! The kernel's parts. `main.rs` starts them; on the host they are unit-tested without a machine.
//!
//! A transaction's way through the files: [`transaction`] takes it from the firmware, [`call`] runs
//! a contract in a [`task`], [`user`] crosses into U-mode and back, [`syscall`] serves what the
//! contract asks for, [`journal`] remembers how to undo it, and [`receipt`] tells the firmware.

#![cfg_attr(not(test), no_std)]
#![deny(unsafe_op_in_unsafe_fn)]

extern crate alloc;

pub mod address;
pub mod call;
pub mod call_record;
pub mod elf;
pub mod firmware;
pub mod format;
pub mod frames;
pub mod gas;
pub mod heap;
pub mod images;
pub mod journal;
pub mod loader;
pub mod outcome;
pub mod paging;
pub mod receipt;
pub mod rules;
pub mod sbi;
pub mod space;
pub mod syscall;
pub mod task;
pub mod transaction;
pub mod trap;
pub mod user;
