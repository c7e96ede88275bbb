//! Who has signed a message. The message is hashed and the signature checked below the kernel, where that takes a
//! thousandth of what it would take here.

#![no_std]
#![no_main]

use clibc::{
    DataParser,
    crypto::{Hash, Signature, secp256k1_recover, secp256k1_verify, sha256},
    entrypoint, require, return_bytes, route,
    types::{address::Address, result::Result},
    vm_panic,
};

entrypoint!(main_entry);

fn main_entry(program: Address, caller: Address, data: &[u8]) -> Result {
    route(data, program, caller, |_to, _from, call| {
        let mut args = DataParser::new(call.args);
        match call.selector {
            0x01 => verify(&mut args, call.args),
            0x02 => recover(&mut args, call.args),
            _ => vm_panic(b"unknown selector"),
        }
    })
}

/// Whether the compressed key has signed the message: 1, or 0.
fn verify(args: &mut DataParser, all: &[u8]) -> Result {
    let signature: Signature = bytes(args);
    let key: [u8; 33] = bytes(args);
    let hash = sha256(rest(all, 64 + 33));
    Result::with_u32(secp256k1_verify(&hash, &signature, &key).into())
}

/// x and y of the key that has signed the message.
fn recover(args: &mut DataParser, all: &[u8]) -> Result {
    let signature: Signature = bytes(args);
    let [id] = bytes(args);
    let hash: Hash = sha256(rest(all, 64 + 1));
    match secp256k1_recover(&hash, &signature, id) {
        Some(key) => return_bytes(&key),
        None => vm_panic(b"nobody can have signed that"),
    }
}

fn bytes<const N: usize>(args: &mut DataParser) -> [u8; N] {
    let mut bytes = [0; N];
    bytes.copy_from_slice(args.read_bytes(N));
    bytes
}

/// The message, which comes last.
fn rest(all: &[u8], start: usize) -> &[u8] {
    require(all.len() > start, b"there is no message");
    &all[start..]
}
