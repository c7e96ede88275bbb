//! KECCAK_256, SHA_256, SECP256K1_VERIFY and SECP256K1_RECOVER: what would cost a contract too many instructions.

use alloc::vec::Vec;

use avm_abi as abi;

use super::{Context, Stop};
use crate::firmware::{self, Hash};

const HASH_BYTES: usize = 32;
const SIGNATURE_BYTES: usize = 64;
/// Compressed and not. [SEC 1 §2.3.3]
const KEY_BYTES: [u32; 2] = [33, 65];
/// The two bits of a recovery id. [SEC 1 §4.1.6]
const MAX_RECOVERY_ID: u32 = 3;

/// 0, or an error; 32 bytes are written.
pub fn keccak_256(context: &mut Context) -> Result<u32, Stop> {
    let prices = (abi::PRICE_KECCAK_256, abi::PRICE_KECCAK_256_WORD);
    hash(context, prices, firmware::keccak_256)
}

/// 0, or an error; 32 bytes are written.
pub fn sha_256(context: &mut Context) -> Result<u32, Stop> {
    let prices = (abi::PRICE_SHA_256, abi::PRICE_SHA_256_WORD);
    hash(context, prices, firmware::sha_256)
}

fn hash(
    context: &mut Context,
    (base, word): (u32, u32),
    function: fn(&[u8]) -> Hash,
) -> Result<u32, Stop> {
    let (at, len) = (context.argument(1), context.argument(2));
    context.charge(base, word, len.div_ceil(32))?;
    if len > abi::MAX_HASHED {
        return context.fail(abi::ERROR_TOO_LONG);
    }
    let data = context.task.read(at, len as usize)?;
    context.task.write(context.argument(3), &function(&data))?;
    Ok(0)
}

/// 0 if the signature is one of that key over that hash.
pub fn verify(context: &mut Context) -> Result<u32, Stop> {
    context.charge_once(abi::PRICE_SECP256K1)?;
    let key_len = context.argument(4);
    if !KEY_BYTES.contains(&key_len) {
        return context.fail(abi::ERROR_INVALID);
    }
    let (hash, signature) = signed(context)?;
    let key = context.task.read(context.argument(3), key_len as usize)?;
    if firmware::verify(&hash, &signature, &key) {
        Ok(0)
    } else {
        context.fail(abi::ERROR_SIGNATURE)
    }
}

/// 0 if there is a key of which the signature is one; its x and y are written.
pub fn recover(context: &mut Context) -> Result<u32, Stop> {
    context.charge_once(abi::PRICE_SECP256K1)?;
    let id = context.argument(3);
    if id > MAX_RECOVERY_ID {
        return context.fail(abi::ERROR_INVALID);
    }
    let (hash, signature) = signed(context)?;
    match firmware::recover(&hash, &signature, id) {
        Some(key) => {
            context.task.write(context.argument(4), &key)?;
            Ok(0)
        }
        None => context.fail(abi::ERROR_SIGNATURE),
    }
}

/// The hash and the signature that arguments 1 and 2 point at.
fn signed(context: &Context) -> Result<(Vec<u8>, Vec<u8>), Stop> {
    let hash = context.task.read(context.argument(1), HASH_BYTES)?;
    let signature = context.task.read(context.argument(2), SIGNATURE_BYTES)?;
    Ok((hash, signature))
}
