//! How an event's field becomes bytes: raw, little-endian, without padding or length.

use super::Address;

/// A type that can be a field of an event.
///
/// ```
/// use clibc::types::SerializeField;
///
/// let (mut bytes, mut at) = ([0; 8], 0);
/// 0x0102u16.serialize_field(&mut bytes, &mut at);
/// true.serialize_field(&mut bytes, &mut at);
/// assert_eq!((&bytes[..at], at), (&[2, 1, 1][..], 3));
/// ```
pub trait SerializeField {
    /// Writes `self` into `buf` at `*offset` and moves the offset past it.
    ///
    /// # Panics
    /// When it does not fit. (aVM leaves some such fields out without a word.)
    fn serialize_field(&self, buf: &mut [u8], offset: &mut usize);
}

fn put(bytes: &[u8], buf: &mut [u8], offset: &mut usize) {
    match buf
        .get_mut(*offset..)
        .and_then(|rest| rest.get_mut(..bytes.len()))
    {
        Some(room) => room.copy_from_slice(bytes),
        None => panic!("event field does not fit"),
    }
    *offset += bytes.len();
}

macro_rules! integers {
    ($($type:ty)*) => {$(
        impl SerializeField for $type {
            fn serialize_field(&self, buf: &mut [u8], offset: &mut usize) {
                put(&self.to_le_bytes(), buf, offset);
            }
        }
    )*};
}

integers!(u8 u16 u32 u64 u128 i8 i16 i32 i64 i128);

impl SerializeField for bool {
    fn serialize_field(&self, buf: &mut [u8], offset: &mut usize) {
        put(&[u8::from(*self)], buf, offset);
    }
}

impl SerializeField for Address {
    fn serialize_field(&self, buf: &mut [u8], offset: &mut usize) {
        put(&self.0, buf, offset);
    }
}

impl<const N: usize> SerializeField for [u8; N] {
    fn serialize_field(&self, buf: &mut [u8], offset: &mut usize) {
        put(self, buf, offset);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_little_endian_without_gaps() {
        let mut buf = [0xee; 32];
        let mut offset = 0;
        true.serialize_field(&mut buf, &mut offset);
        0x0102_0304u32.serialize_field(&mut buf, &mut offset);
        5u64.serialize_field(&mut buf, &mut offset);
        [8u8, 9].serialize_field(&mut buf, &mut offset);
        assert_eq!(buf[..offset], [1, 4, 3, 2, 1, 5, 0, 0, 0, 0, 0, 0, 0, 8, 9]);
    }

    #[test]
    #[should_panic(expected = "event field does not fit")]
    fn never_drops_a_field() {
        let mut offset = 30;
        1u32.serialize_field(&mut [0; 32], &mut offset);
    }
}
