//! What `npm run bench:debug` debugs: loops, a large vector, deep values. The first byte of the input says which, four more
//! how much.

#![no_std]
#![no_main]

extern crate alloc;

use alloc::{boxed::Box, collections::BTreeMap, string::String, vec::Vec};
use core::{
    hint::black_box,
    sync::atomic::{AtomicU32, Ordering},
};

use clibc::{
    DataParser, entrypoint,
    types::{Address, Result},
};

/// Written once, at the end: a data breakpoint on it waits for a hundred million instructions.
static LAST: AtomicU32 = AtomicU32::new(0);

/// A value that goes deep.
#[derive(Debug)]
enum Chain {
    End(Option<u128>),
    Link { label: String, next: Box<Chain> },
}

entrypoint!(main_entry);

fn main_entry(_program: Address, _caller: Address, data: &[u8]) -> Result {
    let mut input = DataParser::new(data);
    let what = input.read_u8();
    let count = input.read_u32();
    match what {
        1 => Result::with_u32(turns(count)),
        2 => Result::with_u32(values(count)),
        _ => Result::new(false, 1),
    }
}

/// A loop whose line is hit `count` times.
#[inline(never)]
fn turns(count: u32) -> u32 {
    let limit = black_box(count);
    let mut sum = 0u32;
    for turn in 0..limit {
        sum = add(sum, turn);
    }
    LAST.store(sum, Ordering::Relaxed);
    sum
}

/// A step into goes here, a step out back.
#[inline(never)]
fn add(sum: u32, turn: u32) -> u32 {
    black_box(sum.wrapping_add(turn))
}

/// Values to look at.
#[inline(never)]
fn values(count: u32) -> u32 {
    let numbers: Vec<u64> = (0..u64::from(count)).collect();
    let squares: BTreeMap<u32, u64> = (0..1000).map(|it| (it, u64::from(it) * 2)).collect();
    let mut chain = Chain::End(Some(1 << 100));
    for _ in 0..32 {
        chain = Chain::Link {
            label: String::from("link"),
            next: Box::new(chain),
        };
    }
    let seen = depth(&chain);
    black_box((&numbers, &squares, &chain));
    seen
}

fn depth(chain: &Chain) -> u32 {
    match chain {
        Chain::End(_) => 0,
        Chain::Link { label, next } => 1 + depth(next) + (label.is_empty() as u32),
    }
}
