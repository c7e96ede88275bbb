//! What a contract hands back: 265 packed bytes, copied into the receipt and to a calling contract.
//!
//! ```text
//! 0        1            5          9                 265
//! | success | error_code | data_len | data[256]        |     integers little-endian
//! ```

use core::mem::{offset_of, size_of};

/// Room for return data, in bytes.
///
/// ```
/// use clibc::types::{Result, result::RESULT_DATA_SIZE};
///
/// let longest = Result::new_with_data(true, 0, &[1; RESULT_DATA_SIZE]);
/// # let _ = longest;
/// ```
pub const RESULT_DATA_SIZE: usize = 256;

/// Size of a whole [`Result`], in bytes.
///
/// ```
/// use clibc::types::{Result, result::RESULT_SIZE};
///
/// assert_eq!(size_of::<Result>(), RESULT_SIZE);
/// ```
pub const RESULT_SIZE: usize = 265;

/// The outcome of a contract call.
///
/// ```
/// use clibc::types::Result;
/// let result = Result::with_u32(100);
/// assert!(result.success);
/// assert_eq!(result.get_u32_data(), Some(100));
/// ```
#[repr(C, packed)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Result {
    /// Whether the call did what was asked.
    pub success: bool,
    /// The contract's own code for what went wrong; 0 by convention on success.
    pub error_code: u32,
    /// How many bytes of `data` count.
    pub data_len: u32,
    /// Return data; the rest is zero.
    pub data: [u8; RESULT_DATA_SIZE],
}

const _: () = {
    assert!(size_of::<Result>() == RESULT_SIZE);
    assert!(offset_of!(Result, error_code) == 1 && offset_of!(Result, data_len) == 5);
    assert!(offset_of!(Result, data) == 9);
};

impl Result {
    /// An outcome without data.
    ///
    /// ```
    /// use clibc::types::Result;
    ///
    /// let refused = Result::new(false, 42);
    /// assert_eq!((refused.success, refused.error_code), (false, 42));
    /// ```
    pub fn new(success: bool, error_code: u32) -> Self {
        Self {
            success,
            error_code,
            data_len: 0,
            data: [0; RESULT_DATA_SIZE],
        }
    }

    /// An outcome with data, of which 256 bytes are kept.
    ///
    /// ```
    /// use clibc::types::Result;
    ///
    /// let result = Result::new_with_data(true, 0, b"abc");
    /// assert_eq!(&result.data[..3], b"abc");
    /// ```
    pub fn new_with_data(success: bool, error_code: u32, data: &[u8]) -> Self {
        let mut result = Self::new(success, error_code);
        result.set_data(data);
        result
    }

    /// Replaces the data; 256 bytes are kept.
    ///
    /// ```
    /// use clibc::types::Result;
    ///
    /// let mut result = Result::new(true, 0);
    /// result.set_data(&7u32.to_le_bytes());
    /// assert_eq!(result.get_u32_data(), Some(7));
    /// ```
    pub fn set_data(&mut self, data: &[u8]) {
        let kept = data.len().min(RESULT_DATA_SIZE);
        self.data = [0; RESULT_DATA_SIZE];
        self.data[..kept].copy_from_slice(&data[..kept]);
        self.data_len = kept as u32;
    }

    /// Success with a little-endian `u32` as data.
    ///
    /// ```
    /// use clibc::types::Result;
    ///
    /// assert_eq!(Result::with_u32(7).get_u32_data(), Some(7));
    /// ```
    pub fn with_u32(value: u32) -> Self {
        Self::new_with_data(true, 0, &value.to_le_bytes())
    }

    /// Failure with `error_code`, which is also the data.
    ///
    /// ```
    /// use clibc::types::Result;
    ///
    /// assert!(!Result::with_u32_error(42).success);
    /// ```
    pub fn with_u32_error(error_code: u32) -> Self {
        Self::new_with_data(false, error_code, &error_code.to_le_bytes())
    }

    /// The data as a little-endian `u32`; `None` when there are fewer than four bytes.
    ///
    /// ```
    /// use clibc::types::Result;
    ///
    /// assert_eq!(Result::with_u32(7).get_u32_data(), Some(7));
    /// assert_eq!(Result::new(true, 0).get_u32_data(), None);
    /// ```
    pub fn get_u32_data(&self) -> Option<u32> {
        self.bytes().first_chunk().map(|it| u32::from_le_bytes(*it))
    }

    /// The data that counts.
    ///
    /// ```
    /// use clibc::types::Result;
    ///
    /// assert_eq!(Result::new_with_data(true, 0, b"abc").bytes(), b"abc");
    /// ```
    pub fn bytes(&self) -> &[u8] {
        let data: &[u8; RESULT_DATA_SIZE] = &self.data;
        &data[..(self.data_len as usize).min(RESULT_DATA_SIZE)]
    }

    /// Reads an outcome from its 265 bytes.
    /// Any non-zero first byte is success, and a `data_len` beyond 256 counts as 256.
    ///
    /// ```
    /// use clibc::types::{Result, result::RESULT_SIZE};
    ///
    /// let mut bytes = [0; RESULT_SIZE];
    /// bytes[..2].copy_from_slice(&[1, 42]); // success, and an error code's first byte
    /// assert_eq!(Result::from_bytes(&bytes), Result::new(true, 42));
    /// ```
    pub fn from_bytes(bytes: &[u8; RESULT_SIZE]) -> Self {
        let word = |at: usize| {
            u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
        };
        let mut data = [0; RESULT_DATA_SIZE];
        data.copy_from_slice(&bytes[9..]);
        Self {
            success: bytes[0] != 0,
            error_code: word(1),
            data_len: word(5).min(RESULT_DATA_SIZE as u32),
            data,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_first_256_bytes_of_data() {
        let result = Result::new_with_data(true, 0, &[9; 300]);
        assert_eq!({ result.data_len }, 256);
        assert_eq!(result.bytes(), [9; 256]);
    }

    #[test]
    fn leaves_no_old_data_behind() {
        let mut result = Result::new_with_data(true, 0, &[9; 8]);
        result.set_data(&[1]);
        assert_eq!(result.data[..8], [1, 0, 0, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn reads_back_what_the_kernel_copies() {
        let mut bytes = [0; RESULT_SIZE];
        bytes[..11].copy_from_slice(&[0, 7, 0, 0, 0, 2, 0, 0, 0, 0xaa, 0xbb]);
        let result = Result::from_bytes(&bytes);
        assert_eq!(result, Result::new_with_data(false, 7, &[0xaa, 0xbb]));
    }

    #[test]
    fn limits_a_data_length_that_lies() {
        let mut bytes = [0xff; RESULT_SIZE];
        bytes[0] = 2;
        let result = Result::from_bytes(&bytes);
        assert!(result.success);
        assert_eq!(result.bytes().len(), 256);
    }

    #[test]
    fn carries_a_u32_both_ways() {
        assert_eq!(Result::with_u32(100).get_u32_data(), Some(100));
        assert_eq!(
            Result::with_u32_error(3),
            Result::new_with_data(false, 3, &[3, 0, 0, 0])
        );
        assert_eq!(Result::new(true, 0).get_u32_data(), None);
    }
}
