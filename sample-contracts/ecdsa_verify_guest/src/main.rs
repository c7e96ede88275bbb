//! An ECDSA signature on secp256k1, checked in guest code by the crate k256: millions of
//! instructions, for debugging something heavy. `ecdsa_verify` leaves it to the firmware.

#![no_std]
#![no_main]

use clibc::{
    DataParser, HexCodec, entrypoint, log, require,
    types::{address::Address, result::Result},
    vm_panic,
};
use k256::ecdsa::{Signature, VerifyingKey, signature::hazmat::PrehashVerifier};

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
    let signature = input.read_bytes(64);
    let hash = input.read_bytes(32);

    let Ok(signer) = VerifyingKey::from_sec1_bytes(key) else {
        vm_panic(b"invalid pubkey")
    };
    let Ok(signature) = Signature::from_slice(signature) else {
        vm_panic(b"invalid signature")
    };
    let mut digits = [0; 130];
    log!("pubkey: %s", HexCodec::encode(key, &mut digits));
    log!("hash: %s", HexCodec::encode(hash, &mut digits));

    let is_signed = signer.verify_prehash(hash, &signature).is_ok();
    require(is_signed, b"signature verification failed");
    Result::new(true, 0)
}
