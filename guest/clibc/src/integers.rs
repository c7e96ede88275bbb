//! Integers out of exact byte slices.

use crate::vm_panic;

/// Reads a little-endian `u32` from exactly four bytes.
///
/// # Panics
/// "read_u32: need 4 bytes" for any other length.
///
/// ```
/// assert_eq!(clibc::read_u32(&[4, 3, 2, 1]), 0x0102_0304);
/// ```
pub fn read_u32(bytes: &[u8]) -> u32 {
    match bytes.try_into() {
        Ok(bytes) => u32::from_le_bytes(bytes),
        Err(_) => vm_panic(b"read_u32: need 4 bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_little_endian() {
        assert_eq!(read_u32(&[4, 3, 2, 1]), 0x0102_0304);
    }

    #[test]
    #[should_panic(expected = "vm_panic: read_u32: need 4 bytes")]
    fn refuses_a_fifth_byte() {
        read_u32(&[0; 5]);
    }
}
