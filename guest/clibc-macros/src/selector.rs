//! Four bytes that stand for a name.

use sha3::{Digest, Keccak256};

/// The first four bytes of keccak-256 of a name, as one big-endian number.
pub fn of(name: &str) -> u32 {
    let [a, b, c, d, ..]: [u8; 32] = Keccak256::digest(name).into();
    u32::from_be_bytes([a, b, c, d])
}

#[cfg(test)]
mod tests {
    #[test]
    fn is_the_beginning_of_the_hash() {
        // keccak-256 of nothing: c5d24601...
        assert_eq!(super::of(""), 0xc5d2_4601);
    }
}
