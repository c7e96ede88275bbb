//! What a contract links. Names and behaviour are those of aVM's crate of the same name, so its
//! sources compile here.
//!
//! A contract is one function from (its own address, its caller's address, input) to a
//! [`types::Result`]:
//!
//! ```
//! use clibc::{DataParser, entrypoint, types::{address::Address, result::Result}};
//!
//! fn larger(_program: Address, _caller: Address, data: &[u8]) -> Result {
//!     let mut input = DataParser::new(data);
//!     Result::with_u32(input.read_u32().max(input.read_u32()))
//! }
//!
//! entrypoint!(larger);
//! # fn main() {}
//! ```
//!
//! Contracts are built for `riscv32imac-unknown-none-elf` and linked with `-Tcontract.ld`, which
//! this crate supplies. On any other target the crate compiles too and the chain is [`host`], a map
//! in memory, so that a contract's functions can be unit-tested like any other code.
//!
//! | To do this | use |
//! |---|---|
//! | read the input | [`DataParser`], [`route`], [`HexCodec`] |
//! | keep state | [`persist_struct!`], [`Map!`] |
//! | tell the world | [`event!`], [`fire_event!`], [`log!`], [`logf!`] |
//! | refuse | [`require`], [`vm_panic`], [`revert`], `panic!` |
//! | reach other accounts | [`call::call`], [`call::call_with`], [`call::create`], [`transfer!`], [`balance!`] |
//! | know where it is | [`context::caller`], [`context::value`], [`context::block`] |
//! | hash and check signatures | [`crypto`] |

#![no_std]
#![forbid(unsafe_op_in_unsafe_fn)]
#![warn(missing_docs)]

extern crate alloc;
// What the macros write says `::clibc`, here too.
extern crate self as clibc;
#[cfg(not(target_arch = "riscv32"))]
extern crate std;

#[macro_use]
pub mod syscalls;

pub mod allocator;
pub mod call;
pub mod client;
pub mod context;
pub mod contract;
pub mod contract_error;
pub mod crypto;
#[doc(hidden)]
pub mod describe;
pub mod entrypoint;
pub mod error;
pub mod event;
pub mod exit;
pub mod hex;
#[cfg(not(target_arch = "riscv32"))]
pub mod host;
pub mod integers;
pub mod log;
pub mod panic;
pub mod parser;
pub mod prelude;
pub mod router;
pub mod storage;
pub mod storage_map;
pub mod storage_value;
pub mod stored;
#[doc(hidden)]
pub mod text;
pub mod transfer;
pub mod types;
pub mod value;

pub use error::Error;
pub use exit::{return_bytes, revert};
pub use hex::HexCodec;
pub use integers::read_u32;
pub use log::{BufferWriter, LOG_PREFIX};
pub use panic::{require, vm_panic};
pub use parser::DataParser;
pub use router::{FuncCall, decode_calls, route};
pub use storage::{PERSISTENT_DOMAIN, Persistent};
pub use storage_map::{StorageKey, StorageMap};
pub use storage_value::StorageValue;
pub use syscalls::*;
pub use transfer::{balance, transfer};
