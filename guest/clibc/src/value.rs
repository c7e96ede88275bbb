//! Values that a contract of the typed layer takes, returns, keeps and tells, in
//! [Borsh](https://borsh.io) bytes.
//!
//! | Rust | ABI | bytes |
//! |---|---|---|
//! | `u8` … `u128`, `i8` … `i128` | `uint8` …, `int8` … | little-endian |
//! | `bool` | `bool` | 0 or 1 |
//! | [`Address`] | `address` | 20 |
//! | `[u8; N]`, `Vec<u8>` | `bytesN`, `bytes` | as they are; the length first, a u32 |
//! | `String` | `string` | length, UTF-8 |
//! | `[T; N]`, `Vec<T>` | `T[N]`, `T[]` | each; the count first |
//! | `(A, B)` | `(A,B)` | each |
//! | `Option<T>` | `option<T>` | 0, or 1 and the value |
//! | `#[derive(Value)]` | its name | each field; for an enum, the variant's index first, a u8 |

use alloc::{string::String, vec::Vec};
use core::fmt;

use crate::{
    text::{Text, TypeName},
    types::Address,
};

/// A value with one encoding and a name in the ABI.
///
/// `#[derive(Value)]` gives it to structs and enums whose fields have it.
///
/// ```
/// use clibc::prelude::*;
/// use clibc::value::{from_bytes, to_bytes};
///
/// #[derive(Value, Debug, PartialEq)]
/// enum Order {
///     Market,
///     Limit { price: u64, by: Option<Address> },
/// }
///
/// let order = Order::Limit { price: 5, by: None };
/// let bytes = to_bytes(&order);
/// assert_eq!(bytes, [1, 5, 0, 0, 0, 0, 0, 0, 0, 0]);
/// assert_eq!(from_bytes(&bytes), Ok(order));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value that a contract can take, return or keep",
    note = "add #[derive(Value)] to it, or take it apart into values that are"
)]
pub trait Value: Sized {
    /// What the ABI calls the type.
    const TYPE: TypeName;

    /// Appends the value's bytes.
    fn write(&self, out: &mut Vec<u8>);

    /// Takes the value from the front of the input.
    fn read(input: &mut Reader<'_>) -> Result<Self, Malformed>;

    /// Appends many, without a count. Bytes have a quicker way.
    #[doc(hidden)]
    fn write_many(items: &[Self], out: &mut Vec<u8>) {
        for item in items {
            item.write(out);
        }
    }

    /// Takes as many.
    #[doc(hidden)]
    fn read_many(count: usize, input: &mut Reader<'_>) -> Result<Vec<Self>, Malformed> {
        let mut items = Vec::new();
        for _ in 0..count {
            let left = input.0.len();
            items.push(Self::read(input)?);
            // Four billion of nothing would be four bytes of input and no end of work.
            if input.0.len() == left && count > 1 {
                return Err(Malformed);
            }
        }
        Ok(items)
    }
}

/// What values are written into; for the macros, which know no `alloc`.
#[doc(hidden)]
pub type Bytes = Vec<u8>;

/// The bytes are not those of a value of the type.
///
/// ```
/// use clibc::value::{Malformed, from_bytes};
///
/// assert_eq!(from_bytes::<bool>(&[2]), Err(Malformed));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the bytes are no such value")
    }
}

impl core::error::Error for Malformed {}

/// Bytes that values are taken from, front to end.
///
/// ```
/// use clibc::value::{Reader, Value};
///
/// let mut input = Reader::new(&[1, 5, 0]);
/// assert_eq!((bool::read(&mut input), u16::read(&mut input)), (Ok(true), Ok(5)));
/// assert_eq!(input.end(), Ok(()));
/// ```
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// Reads `bytes` from their start.
    ///
    /// ```
    /// let mut input = clibc::value::Reader::new(b"abc");
    /// assert_eq!(input.take(2), Ok(&b"ab"[..]));
    /// ```
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The next `count` bytes.
    ///
    /// ```
    /// use clibc::value::{Malformed, Reader};
    ///
    /// let mut input = Reader::new(b"abc");
    /// assert_eq!(input.take(4), Err(Malformed)); // There are three.
    /// ```
    pub fn take(&mut self, count: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Malformed)?;
        self.0 = rest;
        Ok(taken)
    }

    /// That nothing is left: a value has one encoding, so it is followed by nothing.
    ///
    /// ```
    /// use clibc::value::{Malformed, Reader};
    ///
    /// assert_eq!(Reader::new(b"too much").end(), Err(Malformed));
    /// ```
    pub fn end(self) -> Result<(), Malformed> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Malformed)
        }
    }
}

/// The bytes of a value.
///
/// ```
/// assert_eq!(clibc::value::to_bytes(&(1u8, true)), [1, 1]);
/// ```
pub fn to_bytes(value: &impl Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.write(&mut bytes);
    bytes
}

/// The value that is exactly these bytes.
///
/// ```
/// assert_eq!(clibc::value::from_bytes::<(u8, bool)>(&[1, 1]), Ok((1, true)));
/// ```
pub fn from_bytes<T: Value>(bytes: &[u8]) -> Result<T, Malformed> {
    let mut input = Reader::new(bytes);
    let value = T::read(&mut input)?;
    input.end()?;
    Ok(value)
}

macro_rules! integers {
    ($($type:ident $name:literal;)*) => {$(
        impl Value for $type {
            const TYPE: TypeName = Text::of($name);

            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }

            fn read(input: &mut Reader<'_>) -> Result<Self, Malformed> {
                let bytes = input.take(size_of::<Self>())?;
                bytes.try_into().map(Self::from_le_bytes).map_err(|_| Malformed)
            }
        }
    )*};
}

integers! {
    u16 "uint16"; u32 "uint32"; u64 "uint64"; u128 "uint128";
    i8 "int8"; i16 "int16"; i32 "int32"; i64 "int64"; i128 "int128";
}

impl Value for u8 {
    const TYPE: TypeName = Text::of("uint8");

    fn write(&self, out: &mut Vec<u8>) {
        out.push(*self);
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(input.take(1)?[0])
    }

    fn write_many(items: &[Self], out: &mut Vec<u8>) {
        out.extend_from_slice(items);
    }

    fn read_many(count: usize, input: &mut Reader<'_>) -> Result<Vec<Self>, Malformed> {
        input.take(count).map(Vec::from)
    }
}

impl Value for bool {
    const TYPE: TypeName = Text::of("bool");

    fn write(&self, out: &mut Vec<u8>) {
        out.push((*self).into());
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Malformed> {
        match u8::read(input)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Malformed),
        }
    }
}

impl Value for Address {
    const TYPE: TypeName = Text::of("address");

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.0);
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Malformed> {
        input.take(20)?.try_into().map(Self).map_err(|_| Malformed)
    }
}

impl Value for String {
    const TYPE: TypeName = Text::of("string");

    fn write(&self, out: &mut Vec<u8>) {
        write_count(self.len(), out);
        out.extend_from_slice(self.as_bytes());
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Malformed> {
        let count = read_count(input)?;
        Self::from_utf8(u8::read_many(count, input)?).map_err(|_| Malformed)
    }
}

impl<T: Value> Value for Vec<T> {
    const TYPE: TypeName = if T::TYPE.is("uint8") {
        Text::of("bytes")
    } else {
        T::TYPE.push("[]")
    };

    fn write(&self, out: &mut Vec<u8>) {
        write_count(self.len(), out);
        T::write_many(self, out);
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Malformed> {
        let count = read_count(input)?;
        T::read_many(count, input)
    }
}

impl<T: Value, const N: usize> Value for [T; N] {
    const TYPE: TypeName = if T::TYPE.is("uint8") {
        Text::of("bytes").push_number(N)
    } else {
        T::TYPE.push("[").push_number(N).push("]")
    };

    fn write(&self, out: &mut Vec<u8>) {
        T::write_many(self, out);
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Malformed> {
        T::read_many(N, input)?.try_into().map_err(|_| Malformed)
    }
}

impl<T: Value> Value for Option<T> {
    const TYPE: TypeName = Text::of("option<").join(&T::TYPE).push(">");

    fn write(&self, out: &mut Vec<u8>) {
        out.push(self.is_some().into());
        if let Some(value) = self {
            value.write(out);
        }
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(if bool::read(input)? {
            Some(T::read(input)?)
        } else {
            None
        })
    }
}

impl Value for () {
    const TYPE: TypeName = Text::of("()");

    fn write(&self, _out: &mut Vec<u8>) {}

    fn read(_input: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(())
    }
}

macro_rules! tuples {
    ($($first:ident $($next:ident)*;)*) => {$(
        impl<$first: Value, $($next: Value),*> Value for ($first, $($next,)*) {
            const TYPE: TypeName =
                Text::of("(").join(&$first::TYPE)$(.push(",").join(&$next::TYPE))*.push(")");

            #[allow(non_snake_case, reason = "a field is called after its type")]
            fn write(&self, out: &mut Vec<u8>) {
                let ($first, $($next,)*) = self;
                $first.write(out);
                $($next.write(out);)*
            }

            fn read(input: &mut Reader<'_>) -> Result<Self, Malformed> {
                Ok(($first::read(input)?, $($next::read(input)?,)*))
            }
        }
    )*};
}

tuples! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
}

fn write_count(count: usize, out: &mut Vec<u8>) {
    // A contract's memory ends long before a u32 does.
    (count as u32).write(out);
}

fn read_count(input: &mut Reader<'_>) -> Result<usize, Malformed> {
    u32::read(input).map(|count| count as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fmt::Debug, string::ToString, vec};

    #[track_caller]
    fn is<T: Value + PartialEq + Debug>(value: T, name: &str, bytes: &[u8]) {
        assert_eq!(T::TYPE.as_str(), name);
        assert_eq!(to_bytes(&value), bytes);
        assert_eq!(from_bytes(bytes), Ok(value));
        for cut in 0..bytes.len() {
            assert_eq!(
                from_bytes::<T>(&bytes[..cut]),
                Err(Malformed),
                "cut at {cut}"
            );
        }
        assert_eq!(from_bytes::<T>(&[bytes, &[0]].concat()), Err(Malformed));
    }

    #[test]
    fn has_one_encoding() {
        is(0x0102_0304u32, "uint32", &[4, 3, 2, 1]);
        is(-2i16, "int16", &[0xfe, 0xff]);
        is(true, "bool", &[1]);
        is(Address([7; 20]), "address", &[7; 20]);
        is("né".to_string(), "string", &[3, 0, 0, 0, b'n', 0xc3, 0xa9]);
        is(vec![1u8, 2], "bytes", &[2, 0, 0, 0, 1, 2]);
        is([1u8, 2, 3], "bytes3", &[1, 2, 3]);
        is(vec![1u16, 2], "uint16[]", &[2, 0, 0, 0, 1, 0, 2, 0]);
        is([[1u16], [2]], "uint16[1][2]", &[1, 0, 2, 0]);
        is(Some(5u8), "option<uint8>", &[1, 5]);
        is(None::<u8>, "option<uint8>", &[0]);
        is(
            (1u8, vec![(2u8, true)]),
            "(uint8,(uint8,bool)[])",
            &[1, 1, 0, 0, 0, 2, 1],
        );
        is((), "()", &[]);
    }

    #[test]
    fn refuses_what_is_no_such_value() {
        assert_eq!(from_bytes::<bool>(&[2]), Err(Malformed));
        assert_eq!(from_bytes::<Option<u8>>(&[2, 0]), Err(Malformed));
        assert_eq!(from_bytes::<String>(&[1, 0, 0, 0, 0xff]), Err(Malformed));
    }

    #[test]
    fn takes_no_count_at_its_word() {
        assert_eq!(from_bytes::<Vec<u8>>(&[0xff; 4]), Err(Malformed));
        assert_eq!(from_bytes::<Vec<u64>>(&[0xff; 12]), Err(Malformed));
        assert_eq!(from_bytes::<Vec<()>>(&[0xff; 4]), Err(Malformed));
    }
}
