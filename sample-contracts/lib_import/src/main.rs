//! SHA-256 by a crate from crates.io, computed in guest code.

#![no_std]
#![no_main]

use clibc::{
    entrypoint, require,
    types::{address::Address, result::Result},
};
use sha2::{Digest, Sha256};

entrypoint!(hash);

/// Returns the SHA-256 of the input.
fn hash(_program: Address, _caller: Address, data: &[u8]) -> Result {
    require(!data.is_empty(), b"Input data cannot be empty");
    let mut hasher = Sha256::new();
    hasher.update(data);
    Result::new_with_data(true, 0, &hasher.finalize())
}
