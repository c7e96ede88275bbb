//! An account's address.

use core::fmt;

/// 20 bytes, shown as 40 lowercase hexadecimal digits. [aVM 4]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(transparent)]
pub struct Address(pub [u8; avm_abi::ADDRESS_BYTES as usize]);

impl Address {
    /// Takes an address from the front of `bytes`, which must have as many.
    pub fn from_slice(bytes: &[u8]) -> Self {
        const LEN: usize = avm_abi::ADDRESS_BYTES as usize;
        let mut address = [0; LEN];
        address.copy_from_slice(&bytes[..LEN]);
        Self(address)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
