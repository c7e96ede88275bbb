//! Typed values out of raw input. Integers are little-endian; nothing is padded or delimited.

pub use crate::hex::HexCodec;
use crate::{
    types::{ADDRESS_LEN, Address},
    vm_panic,
};

/// Reads values from the front of a byte slice.
///
/// Every method that takes bytes panics with "insufficient input data" when there are too few.
///
/// ```
/// use clibc::DataParser;
/// let mut input = DataParser::new(&[100, 0, 0, 0, 1]);
/// assert_eq!(input.read_u32(), 100);
/// assert!(input.read_bool());
/// assert_eq!(input.remaining(), 0);
/// ```
#[derive(Debug, Clone)]
pub struct DataParser<'a> {
    rest: &'a [u8],
}

impl<'a> DataParser<'a> {
    /// Starts at the front of `data`.
    ///
    /// ```
    /// let mut input = clibc::DataParser::new(b"rest");
    /// assert_eq!(input.read_bytes(4), b"rest");
    /// ```
    pub fn new(data: &'a [u8]) -> Self {
        Self { rest: data }
    }

    /// How many bytes are left.
    ///
    /// ```
    /// let mut input = clibc::DataParser::new(&[1, 2, 3]);
    /// input.read_u8();
    /// assert_eq!(input.remaining(), 2);
    /// ```
    pub fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// Takes the next `len` bytes.
    ///
    /// ```
    /// let mut input = clibc::DataParser::new(b"abc");
    /// assert_eq!((input.read_bytes(2), input.remaining()), (&b"ab"[..], 1));
    /// ```
    pub fn read_bytes(&mut self, len: usize) -> &'a [u8] {
        let taken = self.peek_bytes(len);
        self.rest = &self.rest[len..];
        taken
    }

    /// Looks at the next `len` bytes without taking them.
    ///
    /// ```
    /// let input = clibc::DataParser::new(b"abc");
    /// assert_eq!((input.peek_bytes(2), input.remaining()), (&b"ab"[..], 3));
    /// ```
    pub fn peek_bytes(&self, len: usize) -> &'a [u8] {
        match self.rest.get(..len) {
            Some(bytes) => bytes,
            None => vm_panic(b"insufficient input data"),
        }
    }

    /// Takes one byte.
    ///
    /// ```
    /// let mut input = clibc::DataParser::new(&[7]);
    /// assert_eq!(input.read_u8(), 7);
    /// ```
    pub fn read_u8(&mut self) -> u8 {
        self.read_array::<1>()[0]
    }

    /// Takes a `u32`.
    ///
    /// ```
    /// let bytes = 7u32.to_le_bytes();
    /// let mut input = clibc::DataParser::new(&bytes);
    /// assert_eq!(input.read_u32(), 7);
    /// ```
    pub fn read_u32(&mut self) -> u32 {
        u32::from_le_bytes(self.read_array())
    }

    /// Takes a `u64`.
    ///
    /// ```
    /// let bytes = 7u64.to_le_bytes();
    /// let mut input = clibc::DataParser::new(&bytes);
    /// assert_eq!(input.read_u64(), 7);
    /// ```
    pub fn read_u64(&mut self) -> u64 {
        u64::from_le_bytes(self.read_array())
    }

    /// Takes a `u128`.
    ///
    /// ```
    /// let bytes = 7u128.to_le_bytes();
    /// let mut input = clibc::DataParser::new(&bytes);
    /// assert_eq!(input.read_u128(), 7);
    /// ```
    pub fn read_u128(&mut self) -> u128 {
        u128::from_le_bytes(self.read_array())
    }

    /// Takes one byte; anything but zero is true.
    ///
    /// ```
    /// let mut input = clibc::DataParser::new(&[2, 0]);
    /// assert_eq!((input.read_bool(), input.read_bool()), (true, false));
    /// ```
    pub fn read_bool(&mut self) -> bool {
        self.read_u8() != 0
    }

    /// Takes an address of 20 raw bytes.
    ///
    /// ```
    /// let mut input = clibc::DataParser::new(&[5; 20]);
    /// assert_eq!(input.read_address().0, [5; 20]);
    /// ```
    pub fn read_address(&mut self) -> Address {
        Address(self.read_array())
    }

    /// Takes two hexadecimal digits for each byte of `out`, fills it and returns it.
    ///
    /// ```
    /// let mut input = clibc::DataParser::new(b"beef");
    /// assert_eq!(input.read_hex_into(&mut [0; 2]), [0xbe, 0xef]);
    /// ```
    pub fn read_hex_into<'b>(&mut self, out: &'b mut [u8]) -> &'b [u8] {
        HexCodec::decode_into(self.read_bytes(2 * out.len()), out);
        out
    }

    /// Takes an address of 40 hexadecimal digits.
    ///
    /// ```
    /// let mut input = clibc::DataParser::new(b"d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1");
    /// assert_eq!(input.read_hex_address().0[19], 0xd1);
    /// ```
    pub fn read_hex_address(&mut self) -> Address {
        HexCodec::decode_address(self.read_bytes(2 * ADDRESS_LEN))
    }

    fn read_array<const N: usize>(&mut self) -> [u8; N] {
        let mut array = [0; N];
        array.copy_from_slice(self.read_bytes(N));
        array
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_one_value_after_the_other() {
        let mut data = std::vec![7, 1, 0, 0, 0];
        data.extend(2u64.to_le_bytes());
        data.extend(3u128.to_le_bytes());
        data.extend([2, 0]);
        data.extend([9; 20]);
        let mut input = DataParser::new(&data);
        assert_eq!(input.read_u8(), 7);
        assert_eq!(input.read_u32(), 1);
        assert_eq!(input.read_u64(), 2);
        assert_eq!(input.read_u128(), 3);
        assert!(input.read_bool());
        assert!(!input.read_bool());
        assert_eq!(input.peek_bytes(1), [9]);
        assert_eq!(input.read_address(), Address([9; 20]));
        assert_eq!(input.remaining(), 0);
        assert_eq!(input.read_bytes(0), []);
    }

    #[test]
    fn reads_hexadecimal_text() {
        let mut input = DataParser::new(b"beefd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1");
        assert_eq!(input.read_hex_into(&mut [0; 2]), [0xbe, 0xef]);
        assert_eq!(input.read_hex_address().0[18..], [0xd0, 0xd1]);
    }

    #[test]
    #[should_panic(expected = "vm_panic: insufficient input data")]
    fn refuses_to_read_past_the_end() {
        DataParser::new(&[1, 2, 3]).read_u32();
    }

    #[test]
    #[should_panic(expected = "vm_panic: insufficient input data")]
    fn refuses_to_look_past_the_end() {
        DataParser::new(&[]).peek_bytes(1);
    }
}
