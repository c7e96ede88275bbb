//! How a value lies in storage: as it lies in memory on the target, with every padding byte zero.

use crate::types::Address;

/// A value that a storage slot can hold.
///
/// [`persist_struct!`](crate::persist_struct) implements it for structs. Storage is part of what
/// the chain agrees on, so the bytes depend on the value alone, and reading never trusts them to be
/// a valid value.
///
/// ```
/// use clibc::StorageValue;
///
/// assert_eq!(0x0102u16.to_bytes(), [2, 1]);
/// assert_eq!(u16::from_bytes(&[2, 1]), Some(0x0102));
/// assert_eq!(bool::from_bytes(&[2]), None); // No bool is written so.
/// ```
pub trait StorageValue: Copy {
    /// The value's bytes: an array.
    type Bytes: AsRef<[u8]>;

    /// The value as a slot holds it.
    fn to_bytes(&self) -> Self::Bytes;

    /// The value in a slot, or `None` if its length or content is not that of such a value.
    fn from_bytes(bytes: &[u8]) -> Option<Self>;
}

macro_rules! integers {
    ($($type:ty)*) => {$(
        impl StorageValue for $type {
            type Bytes = [u8; size_of::<$type>()];

            fn to_bytes(&self) -> Self::Bytes {
                self.to_le_bytes()
            }

            fn from_bytes(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self::from_le_bytes)
            }
        }
    )*};
}

integers!(u8 u16 u32 u64 u128 i8 i16 i32 i64 i128);

impl StorageValue for bool {
    type Bytes = [u8; 1];

    fn to_bytes(&self) -> Self::Bytes {
        [u8::from(*self)]
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0] => Some(false),
            [1] => Some(true),
            _ => None,
        }
    }
}

impl StorageValue for Address {
    type Bytes = [u8; 20];

    fn to_bytes(&self) -> Self::Bytes {
        self.0
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl<const N: usize> StorageValue for [u8; N] {
    type Bytes = Self;

    fn to_bytes(&self) -> Self {
        *self
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok()
    }
}

/// Writes a field where it lies in its struct.
#[doc(hidden)]
pub fn put_field(bytes: &mut [u8], offset: usize, field: &impl StorageValue) {
    let field = field.to_bytes();
    bytes[offset..][..field.as_ref().len()].copy_from_slice(field.as_ref());
}

/// Reads a field from where it lies in its struct.
#[doc(hidden)]
pub fn field<T: StorageValue>(bytes: &[u8], offset: usize) -> Option<T> {
    T::from_bytes(bytes.get(offset..)?.get(..size_of::<T::Bytes>())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_little_endian() {
        assert_eq!(0x0102_0304u32.to_bytes(), [4, 3, 2, 1]);
        assert_eq!((-2i16).to_bytes(), [0xfe, 0xff]);
        assert_eq!(u128::from_bytes(&5u128.to_bytes()), Some(5));
    }

    #[test]
    fn refuses_what_is_no_such_value() {
        assert_eq!(u32::from_bytes(&[1, 2, 3]), None);
        assert_eq!(bool::from_bytes(&[2]), None);
        assert_eq!(Address::from_bytes(&[0; 21]), None);
        assert_eq!(<[u8; 2]>::from_bytes(&[1]), None);
    }
}
