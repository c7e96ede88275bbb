//! A `Vec` and a `BTreeMap` on the contract's heap, and what growth leaves there.

#![no_std]
#![no_main]

extern crate alloc;

use alloc::{collections::BTreeMap, vec::Vec};
use clibc::{
    DataParser, entrypoint, logf, require,
    types::{address::Address, result::Result},
};

/// How many numbers the second vector has room for, and how many it gets.
const ROOM: usize = 50;
const PUSHED: u32 = 20;

const NAMES: [&str; 3] = ["alice", "bob", "charlie"];

entrypoint!(fill);

/// Takes six numbers of four bytes, little-endian: three for a vector, three scores for a map.
fn fill(_program: Address, _caller: Address, data: &[u8]) -> Result {
    require(data.len() >= 6 * 4, b"insufficient data for allocator demo");
    let mut input = DataParser::new(data);
    grow_vector(&mut input);
    reserve_vector();
    fill_map(&mut input);
    Result::new(true, 0)
}

/// A vector that starts with no room at all: the first push allocates.
fn grow_vector(input: &mut DataParser) {
    let given = [input.read_u32(), input.read_u32(), input.read_u32()];
    let mut numbers = Vec::new();
    for number in given {
        numbers.push(number);
    }
    logf!(
        "vector: %u numbers, room for %u",
        numbers.len(),
        numbers.capacity()
    );
    require(numbers == given, b"the vector holds something else");
}

/// A vector with room for all it will hold: it allocates once and never moves.
fn reserve_vector() {
    let mut numbers = Vec::with_capacity(ROOM);
    let place = numbers.as_ptr();
    numbers.extend(0..PUSHED);
    require(
        numbers.len() == PUSHED as usize,
        b"the vector has lost a number",
    );
    require(numbers.as_ptr() == place, b"the vector has moved");
}

/// A map by name, whose entries come in the names' order.
fn fill_map(input: &mut DataParser) {
    let given = [input.read_u32(), input.read_u32(), input.read_u32()];
    let mut scores = BTreeMap::new();
    for (name, score) in NAMES.into_iter().zip(given).rev() {
        scores.insert(name, score);
    }
    require(scores.len() == NAMES.len(), b"the map has lost a score");
    require(scores.keys().eq(&NAMES), b"the map is not in order");
    require(scores.values().eq(&given), b"the map holds something else");
}
