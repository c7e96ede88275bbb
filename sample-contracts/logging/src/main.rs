//! Every placeholder that a log line takes.

#![no_std]
#![no_main]

use clibc::{
    DataParser, HexCodec, concat_str, entrypoint, log, logf,
    types::{address::Address, result::Result},
};
use core::fmt;

entrypoint!(tell);

/// Logs a line of each kind, then what has come: a number of four bytes, if there are as many, and
/// the rest as bytes.
fn tell(program: Address, _caller: Address, data: &[u8]) -> Result {
    scalars();
    buffers();
    values(&program);
    input(data);
    logf!("100%% complete, %u of %u", 4, 4);
    Result::new(true, 0)
}

/// Whatever fits 32 bits.
fn scalars() {
    let below_zero = -42;
    logf!("decimal %d, below zero %d", 42, below_zero);
    logf!("unsigned %u", u32::MAX);
    logf!("hexadecimal %x", 0xdead_beef_u32);
    logf!("character %c", 'é' as u32);
    logf!("float %f", core::f32::consts::PI.to_bits());
}

/// Text and arrays, of which an address and a length are passed.
fn buffers() {
    log!("text %s", b"Hello, VM!");
    log!("bytes %b", [0xde_u8, 0xad, 0xbe, 0xef]);
    log!("bytes in decimal %A", [10_u8, 20, 30]);
    log!("numbers %a", [1_u32, 2, 3]);

    let mut joined = [0; 32];
    log!("joined %s", concat_str!(joined, b"Hello, ", "World", b"!"));
    let mut digits = [0; 4];
    log!("digits %s", HexCodec::encode(&[0xca, 0xfe], &mut digits));
}

/// Anything that can be formatted, by the contract itself before it is passed on.
fn values(program: &Address) {
    let place = Place { x: 10, y: -20 };
    logf!("debug %s", debug: place);
    logf!("display %s", display: place);
    logf!("address %s", display: program);
    logf!("option %s", debug: Some(42));
    logf!("tuple %s", debug: (42, "two", true));
}

fn input(data: &[u8]) {
    let mut input = DataParser::new(data);
    if input.remaining() < 4 {
        logf!("input too short: %u bytes", data.len());
        return;
    }
    let number = input.read_u32();
    logf!("input %u (0x%x)", number, number);
    if input.remaining() > 0 {
        log!("and %b", input.read_bytes(input.remaining()));
    }
}

/// What prints one way for programmers and another for people.
#[derive(Debug)]
struct Place {
    x: i32,
    y: i32,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "({}, {})", self.x, self.y)
    }
}
