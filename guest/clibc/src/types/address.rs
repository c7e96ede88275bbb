//! An account's address: 20 raw bytes.

use core::fmt;

use super::O;

/// Length of an address in bytes.
///
/// ```
/// use clibc::types::{ADDRESS_LEN, Address};
///
/// let nobody = Address([0; ADDRESS_LEN]);
/// # let _ = nobody;
/// ```
pub const ADDRESS_LEN: usize = 20;

/// The address of an account or contract.
///
/// Shown as 40 lowercase hexadecimal digits without `0x`.
///
/// ```
/// use clibc::types::Address;
/// assert_eq!(Address([0xd5; 20]).to_string(), "d5".repeat(20));
/// ```
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(pub [u8; ADDRESS_LEN]);

impl Address {
    /// The address as raw bytes.
    ///
    /// ```
    /// use clibc::types::Address;
    ///
    /// assert_eq!(Address([5; 20]).to_bytes(), [5; 20]);
    /// ```
    pub fn to_bytes(&self) -> [u8; ADDRESS_LEN] {
        self.0
    }

    /// Takes exactly 20 bytes; any other length is `O::None`.
    ///
    /// ```
    /// use clibc::types::{Address, O};
    ///
    /// assert_eq!(Address::from_ptr(&[5; 20]), O::Some(Address([5; 20])));
    /// assert_eq!(Address::from_ptr(&[5; 19]), O::None);
    /// ```
    pub fn from_ptr(data: &[u8]) -> O<Self> {
        O::from(data.try_into().ok().map(Self))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl AsRef<[u8]> for Address {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    #[test]
    fn shows_forty_lowercase_digits() {
        let mut bytes = [0; ADDRESS_LEN];
        bytes[0] = 0xAB;
        assert_eq!(
            Address(bytes).to_string(),
            std::format!("ab{}", "0".repeat(38))
        );
    }

    #[test]
    fn takes_twenty_bytes_only() {
        assert_eq!(Address::from_ptr(&[7; 20]), O::Some(Address([7; 20])));
        assert_eq!(Address::from_ptr(&[7; 19]), O::None);
        assert_eq!(Address::from_ptr(&[7; 21]), O::None);
    }
}
