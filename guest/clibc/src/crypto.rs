//! Hashes and signatures, computed below the kernel: in guest code they would cost millions of
//! instructions.
//!
//! On the host a unit test brings its own, with [`host::set_crypto`](crate::host::set_crypto): this
//! crate depends on none.

/// A hash of 32 bytes.
///
/// ```
/// use clibc::crypto::Hash;
///
/// const NOTHING: Hash = [0; 32];
/// # let _ = NOTHING;
/// ```
pub type Hash = [u8; 32];

/// r and s, 32 bytes each, big-endian.
///
/// ```
/// use clibc::crypto::Signature;
///
/// let signature: Signature = [9; 64];
/// let (r, s) = signature.split_at(32);
/// # let _ = (r, s);
/// ```
pub type Signature = [u8; 64];

/// x and y of a public key, 32 bytes each, big-endian.
///
/// ```
/// use clibc::crypto::PublicKey;
///
/// let key: PublicKey = [9; 64];
/// let (x, y) = key.split_at(32);
/// # let _ = (x, y);
/// ```
pub type PublicKey = [u8; 64];

/// What a unit test computes these functions with.
///
/// ```
/// use clibc::{crypto::{self, Crypto}, host};
///
/// // A unit test brings its own, or a crate's; on the machine the firmware computes.
/// host::set_crypto(Crypto {
///     keccak256: |data| [data.len() as u8; 32],
///     sha256: |data| [data[0]; 32],
///     secp256k1_verify: |hash, _, key| hash[0] == key[0],
///     secp256k1_recover: |_, signature, id| (id == 0).then_some(*signature),
/// });
/// assert_eq!(crypto::keccak256(b"abc"), [3; 32]);
/// ```
#[derive(Clone, Copy)]
pub struct Crypto {
    /// See [`keccak256`].
    pub keccak256: fn(&[u8]) -> Hash,
    /// See [`sha256`].
    pub sha256: fn(&[u8]) -> Hash,
    /// See [`secp256k1_verify`].
    pub secp256k1_verify: fn(&Hash, &Signature, &[u8]) -> bool,
    /// See [`secp256k1_recover`].
    pub secp256k1_recover: fn(&Hash, &Signature, u8) -> Option<PublicKey>,
}

/// Keccak-256, with the padding from before SHA-3.
///
/// # Panics
/// Refuses more than 65,536 bytes.
///
/// ```
/// # use clibc::{crypto::{self, Crypto}, host};
/// #
/// # // A unit test brings its own, or a crate's; on the machine the firmware computes.
/// # host::set_crypto(Crypto {
/// #     keccak256: |data| [data.len() as u8; 32],
/// #     sha256: |data| [data[0]; 32],
/// #     secp256k1_verify: |hash, _, key| hash[0] == key[0],
/// #     secp256k1_recover: |_, signature, id| (id == 0).then_some(*signature),
/// # });
/// let id = crypto::keccak256(b"a message");
/// assert_eq!(id.len(), 32);
/// ```
pub fn keccak256(data: &[u8]) -> Hash {
    #[cfg(target_arch = "riscv32")]
    return hash(crate::SYSCALL_KECCAK_256, data);
    #[cfg(not(target_arch = "riscv32"))]
    (crate::host::crypto().keccak256)(data)
}

/// SHA-256.
///
/// # Panics
/// Refuses more than 65,536 bytes.
///
/// ```
/// # use clibc::{crypto::{self, Crypto}, host};
/// #
/// # // A unit test brings its own, or a crate's; on the machine the firmware computes.
/// # host::set_crypto(Crypto {
/// #     keccak256: |data| [data.len() as u8; 32],
/// #     sha256: |data| [data[0]; 32],
/// #     secp256k1_verify: |hash, _, key| hash[0] == key[0],
/// #     secp256k1_recover: |_, signature, id| (id == 0).then_some(*signature),
/// # });
/// let digest = crypto::sha256(b"a message");
/// assert_eq!(digest.len(), 32);
/// ```
pub fn sha256(data: &[u8]) -> Hash {
    #[cfg(target_arch = "riscv32")]
    return hash(crate::SYSCALL_SHA_256, data);
    #[cfg(not(target_arch = "riscv32"))]
    (crate::host::crypto().sha256)(data)
}

#[cfg(target_arch = "riscv32")]
fn hash(number: u32, data: &[u8]) -> Hash {
    let mut hash = [0; 32];
    // Safety: the syscall reads `data` and writes 32 bytes.
    let error = unsafe {
        ecall!(
            number,
            "a1" = data.as_ptr(),
            "a2" = data.len(),
            "a3" = hash.as_mut_ptr(),
        )
    };
    crate::require(error == 0, b"too much to hash");
    hash
}

/// Whether `signature` is one of `key` over `hash`. The key has 33 bytes (compressed) or 65.
///
/// Each signature has a twin with another s, which is not accepted: a message has one signature
/// per key, unless its owner makes another.
///
/// ```
/// # use clibc::{crypto::{self, Crypto}, host};
/// #
/// # // A unit test brings its own, or a crate's; on the machine the firmware computes.
/// # host::set_crypto(Crypto {
/// #     keccak256: |data| [data.len() as u8; 32],
/// #     sha256: |data| [data[0]; 32],
/// #     secp256k1_verify: |hash, _, key| hash[0] == key[0],
/// #     secp256k1_recover: |_, signature, id| (id == 0).then_some(*signature),
/// # });
/// let (hash, signature, key) = ([2; 32], [0; 64], [2; 33]);
/// assert!(crypto::secp256k1_verify(&hash, &signature, &key));
/// ```
pub fn secp256k1_verify(hash: &Hash, signature: &Signature, key: &[u8]) -> bool {
    #[cfg(target_arch = "riscv32")]
    // Safety: the syscall reads 32 bytes, 64 bytes and the key.
    return unsafe {
        ecall!(
            crate::SYSCALL_SECP256K1_VERIFY,
            "a1" = hash.as_ptr(),
            "a2" = signature.as_ptr(),
            "a3" = key.as_ptr(),
            "a4" = key.len(),
        ) == 0
    };
    #[cfg(not(target_arch = "riscv32"))]
    (crate::host::crypto().secp256k1_verify)(hash, signature, key)
}

/// The key of which `signature` is one over `hash`; `None` if there is none. `recovery_id` is 0 to
/// 3.
///
/// ```
/// # use clibc::{crypto::{self, Crypto}, host};
/// #
/// # // A unit test brings its own, or a crate's; on the machine the firmware computes.
/// # host::set_crypto(Crypto {
/// #     keccak256: |data| [data.len() as u8; 32],
/// #     sha256: |data| [data[0]; 32],
/// #     secp256k1_verify: |hash, _, key| hash[0] == key[0],
/// #     secp256k1_recover: |_, signature, id| (id == 0).then_some(*signature),
/// # });
/// let (hash, signature) = ([2; 32], [9; 64]);
/// let key = crypto::secp256k1_recover(&hash, &signature, 0);
/// assert!(key.is_some());
/// ```
pub fn secp256k1_recover(hash: &Hash, signature: &Signature, recovery_id: u8) -> Option<PublicKey> {
    #[cfg(target_arch = "riscv32")]
    {
        let mut key = [0; 64];
        // Safety: the syscall reads 32 and 64 bytes and writes 64.
        let error = unsafe {
            ecall!(
                crate::SYSCALL_SECP256K1_RECOVER,
                "a1" = hash.as_ptr(),
                "a2" = signature.as_ptr(),
                "a3" = u32::from(recovery_id),
                "a4" = key.as_mut_ptr(),
            )
        };
        (error == 0).then_some(key)
    }
    #[cfg(not(target_arch = "riscv32"))]
    (crate::host::crypto().secp256k1_recover)(hash, signature, recovery_id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host;

    #[test]
    fn is_what_a_unit_test_brings() {
        host::set_crypto(Crypto {
            keccak256: |data| [data.len() as u8; 32],
            sha256: |data| [data[0]; 32],
            secp256k1_verify: |hash, _, key| hash[0] == key[0],
            secp256k1_recover: |_, signature, id| (id == 0).then_some(*signature),
        });
        assert_eq!(keccak256(b"abc"), [3; 32]);
        assert_eq!(sha256(b"abc"), [b'a'; 32]);
        assert!(secp256k1_verify(&[2; 32], &[0; 64], &[2; 33]));
        assert!(!secp256k1_verify(&[2; 32], &[0; 64], &[3; 33]));
        assert_eq!(secp256k1_recover(&[0; 32], &[9; 64], 0), Some([9; 64]));
        assert_eq!(secp256k1_recover(&[0; 32], &[9; 64], 1), None);
    }
}
