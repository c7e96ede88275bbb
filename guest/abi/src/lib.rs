//! Numbers shared by kernel, contracts and host. `table.json` is the source of both the Rust and the TypeScript side.

#![no_std]

mod table;

pub use table::*;
