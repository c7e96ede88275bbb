//! Starts and ends: the time of an emulator to do just that is no program's.

#![no_std]
#![no_main]

bench::program!(core::convert::identity, 0);
