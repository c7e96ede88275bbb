//! Hexadecimal text, without an allocator.

use crate::{
    types::{ADDRESS_LEN, Address},
    vm_panic,
};

/// Turns bytes into hexadecimal digits and back.
///
/// ```
/// use clibc::HexCodec;
/// let mut text = [0; 8];
/// assert_eq!(HexCodec::encode(&[0xde, 0xad, 0xbe, 0xef], &mut text), b"deadbeef");
/// let mut bytes = [0; 2];
/// HexCodec::decode_into(b"bEEf", &mut bytes);
/// assert_eq!(bytes, [0xbe, 0xef]);
/// ```
pub struct HexCodec;

impl HexCodec {
    /// Decodes pairs of digits, of either case, until `input` or `out` ends.
    ///
    /// # Panics
    /// "invalid hex" at anything but a digit.
    ///
    /// ```
    /// let mut bytes = [0; 2];
    /// clibc::HexCodec::decode_into(b"bEEf", &mut bytes);
    /// assert_eq!(bytes, [0xbe, 0xef]);
    /// ```
    pub fn decode_into(input: &[u8], out: &mut [u8]) {
        for (byte, pair) in out.iter_mut().zip(input.chunks_exact(2)) {
            *byte = digit(pair[0]) << 4 | digit(pair[1]);
        }
    }

    /// Decodes an address from its 40 digits.
    ///
    /// # Panics
    /// "hex address must be 40 bytes" or "invalid hex".
    ///
    /// ```
    /// let address = clibc::HexCodec::decode_address(&b"d5".repeat(20));
    /// assert_eq!(address.0, [0xd5; 20]);
    /// ```
    pub fn decode_address(hex: &[u8]) -> Address {
        if hex.len() != 2 * ADDRESS_LEN {
            vm_panic(b"hex address must be 40 bytes");
        }
        let mut bytes = [0; ADDRESS_LEN];
        Self::decode_into(hex, &mut bytes);
        Address(bytes)
    }

    /// [`HexCodec::decode_address`] for [`hex_address!`](crate::hex_address).
    ///
    /// ```
    /// let text = b"d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1";
    /// assert_eq!(clibc::HexCodec::decode_address_literal(text).0[0], 0xd5);
    /// ```
    pub fn decode_address_literal(hex: &'static [u8]) -> Address {
        Self::decode_address(hex)
    }

    /// Writes `bytes` as lowercase digits into `out` and returns the part that was written.
    /// Bytes whose two digits do not fit are left out.
    ///
    /// ```
    /// assert_eq!(clibc::HexCodec::encode(&[1, 0xff], &mut [0; 4]), b"01ff");
    /// ```
    pub fn encode<'a>(bytes: &[u8], out: &'a mut [u8]) -> &'a [u8] {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut written = 0;
        for (pair, byte) in out.chunks_exact_mut(2).zip(bytes) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
            written += 2;
        }
        &out[..written]
    }
}

fn digit(character: u8) -> u8 {
    match char::from(character).to_digit(16) {
        Some(value) => value as u8,
        None => vm_panic(b"invalid hex"),
    }
}

/// An address written as 40 hexadecimal digits.
///
/// ```
/// use clibc::hex_address;
/// assert_eq!(hex_address!("d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1").0[19], 0xd1);
/// ```
#[macro_export]
macro_rules! hex_address {
    ($hex:literal) => {
        $crate::HexCodec::decode_address_literal($hex.as_bytes())
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_what_fits() {
        assert_eq!(HexCodec::encode(&[0x01, 0xff], &mut [0; 9]), b"01ff");
        assert_eq!(HexCodec::encode(&[0x01, 0xff], &mut [0; 3]), b"01");
        assert_eq!(HexCodec::encode(&[], &mut [0; 3]), b"");
    }

    #[test]
    fn decodes_an_address() {
        let address = HexCodec::decode_address(b"00112233445566778899aabbccddEEFF00010203");
        assert_eq!(address.0[..4], [0, 0x11, 0x22, 0x33]);
        assert_eq!(address.0[14..], [0xee, 0xff, 0, 1, 2, 3]);
    }

    #[test]
    #[should_panic(expected = "vm_panic: hex address must be 40 bytes")]
    fn refuses_a_short_address() {
        HexCodec::decode_address(b"0011");
    }

    #[test]
    #[should_panic(expected = "vm_panic: invalid hex")]
    fn refuses_what_is_not_a_digit() {
        HexCodec::decode_into(b"0g", &mut [0; 1]);
    }
}
