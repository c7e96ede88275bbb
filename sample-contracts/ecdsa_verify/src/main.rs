//! An ECDSA signature on secp256k1, checked by the firmware below the kernel.
//! `ecdsa_verify_guest` does the same in guest code.

#![no_std]
#![no_main]

use clibc::{
    DataParser,
    crypto::{Hash, Signature, secp256k1_verify},
    entrypoint, require,
    types::{address::Address, result::Result},
};

entrypoint!(verify);

/// Succeeds if the signature is good and panics if not.
///
/// The input is the key's length (one byte, 33 or 65), the key as SEC 1 writes it, the signature
/// (r and s, 32 bytes each) and the hash that was signed (32 bytes).
fn verify(_program: Address, _caller: Address, data: &[u8]) -> Result {
    let mut input = DataParser::new(data);
    let key_len = usize::from(input.read_u8());
    require(
        key_len == 33 || key_len == 65,
        b"pubkey must be 33 or 65 bytes",
    );
    let key = input.read_bytes(key_len);
    let mut signature: Signature = [0; 64];
    signature.copy_from_slice(input.read_bytes(64));
    let mut hash: Hash = [0; 32];
    hash.copy_from_slice(input.read_bytes(32));

    // The firmware does not tell a key that is no point from a signature of somebody else's.
    let is_signed = secp256k1_verify(&hash, &signature, key);
    require(is_signed, b"signature verification failed");
    Result::new(true, 0)
}
