//! Log lines with C-like placeholders, formatted by the kernel.
//!
//! | placeholder | argument | shows |
//! |---|---|---|
//! | `%d`, `%u` | integer | signed or unsigned decimal |
//! | `%x` | integer | eight hexadecimal digits |
//! | `%c` | `char` as integer | the character |
//! | `%f` | bits of an `f32` | the number |
//! | `%s` | text, through [`log!`](crate::log!) | the text |
//! | `%b`, `%A` | bytes, through [`log!`](crate::log!) | `[0xde, 0xad]` or `[222, 173]` |
//! | `%a` | `u32`s, through [`log!`](crate::log!) | `[1, 2]` |
//! | `%%` | none | a percent sign |

/// What stands before every line. Empty: a receipt says which contract wrote it.
///
/// ```
/// assert_eq!(clibc::log::LOG_PREFIX, "");
/// ```
pub const LOG_PREFIX: &str = "";

/// How many bytes of a value `debug:` and `display:` show.
///
/// ```
/// use clibc::log::MAX_FORMATTED;
///
/// let long = "x".repeat(2 * MAX_FORMATTED);
/// clibc::logf!("the first half of %s", display: long);
/// ```
pub const MAX_FORMATTED: usize = 256;

/// Writes one line: `format` with `words` as the arguments of its placeholders.
/// Contracts write [`log!`](crate::log!) and [`logf!`](crate::logf).
///
/// ```
/// clibc::log::write(b"the answer is %d", &[42]);
/// ```
pub fn write(format: &[u8], words: &[usize]) {
    #[cfg(target_arch = "riscv32")]
    // Safety: CONSOLE_WRITE reads `format`, `words` and the buffers they point at.
    unsafe {
        ecall!(
            crate::CONSOLE_WRITE_ID,
            "a1" = format.as_ptr(),
            "a2" = format.len(),
            "a3" = words.as_ptr(),
            "a4" = size_of_val(words),
        )
    };
    // A unit test has its own output; there is no receipt that a line could go to.
    #[cfg(not(target_arch = "riscv32"))]
    let _ = (format, words);
}

/// Text or bytes as bytes: what [`as_bytes!`](crate::as_bytes) expands to.
#[doc(hidden)]
pub fn bytes_of<T: AsRef<[u8]> + ?Sized>(text: &T) -> &[u8] {
    text.as_ref()
}

/// Formats text into a byte buffer; what does not fit is cut off.
///
/// ```
/// use core::fmt::Write;
/// let mut buffer = [0; 8];
/// let mut writer = clibc::BufferWriter::new(&mut buffer);
/// write!(writer, "{}-{}", 4, 2).unwrap();
/// assert_eq!(writer.as_bytes(), b"4-2");
/// ```
pub struct BufferWriter<'a> {
    buffer: &'a mut [u8],
    len: usize,
}

impl<'a> BufferWriter<'a> {
    /// Starts at the front of `buffer`.
    ///
    /// ```
    /// let mut buffer = [0; 8];
    /// let writer = clibc::BufferWriter::new(&mut buffer);
    /// assert!(writer.is_empty());
    /// ```
    pub fn new(buffer: &'a mut [u8]) -> Self {
        Self { buffer, len: 0 }
    }

    /// How many bytes are written.
    ///
    /// ```
    /// use core::fmt::Write;
    /// let mut buffer = [0; 8];
    /// let mut writer = clibc::BufferWriter::new(&mut buffer);
    /// write!(writer, "four").unwrap();
    /// assert_eq!(writer.len(), 4);
    /// ```
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing is written yet.
    ///
    /// ```
    /// assert!(clibc::BufferWriter::new(&mut [0; 8]).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// What is written.
    ///
    /// ```
    /// use core::fmt::Write;
    /// let mut buffer = [0; 8];
    /// let mut writer = clibc::BufferWriter::new(&mut buffer);
    /// write!(writer, "{}", 42).unwrap();
    /// assert_eq!(writer.as_bytes(), b"42");
    /// ```
    pub fn as_bytes(&self) -> &[u8] {
        &self.buffer[..self.len]
    }
}

impl core::fmt::Write for BufferWriter<'_> {
    /// Fails when the text had to be cut off, always between two characters.
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        let room = self.buffer.len() - self.len;
        let fits = text.floor_char_boundary(room);
        self.buffer[self.len..self.len + fits].copy_from_slice(&text.as_bytes()[..fits]);
        self.len += fits;
        if fits == text.len() {
            Ok(())
        } else {
            Err(core::fmt::Error)
        }
    }
}

/// Parts put together by [`concat!`](crate::concat!): a byte string of at most `N` bytes.
///
/// ```
/// let joined = clibc::log::Joined::<8>::new(&[b"ab", b"cd"]);
/// assert_eq!(&*joined, b"abcd");
/// ```
pub struct Joined<const N: usize> {
    bytes: [u8; N],
    len: usize,
}

impl<const N: usize> Joined<N> {
    /// Puts `parts` one after the other; a part that does not fit is left out.
    ///
    /// ```
    /// let joined = clibc::log::Joined::<3>::new(&[b"ab", b"cd", b"e"]);
    /// assert_eq!(&*joined, b"abe"); // There was no room for the second.
    /// ```
    pub fn new(parts: &[&[u8]]) -> Self {
        let mut bytes = [0; N];
        let len = join(&mut bytes, parts);
        Self { bytes, len }
    }
}

impl<const N: usize> core::ops::Deref for Joined<N> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

/// Copies `parts` one after the other into `buffer` and says how many bytes that took; a part that
/// does not fit is left out. What [`concat_str!`](crate::concat_str) expands to.
#[doc(hidden)]
pub fn join(buffer: &mut [u8], parts: &[&[u8]]) -> usize {
    let mut len = 0;
    for part in parts {
        if let Some(room) = buffer[len..].get_mut(..part.len()) {
            room.copy_from_slice(part);
            len += part.len();
        }
    }
    len
}

/// Writes a line with scalars, or with one value by its `Debug` or `Display`.
///
/// A scalar is cast to 32 bits, so write `x.to_bits()` for a float.
///
/// ```
/// use clibc::logf;
/// logf!("erc20: transfer amount=%d", 50);
/// logf!("owner: %s", display: clibc::types::Address([0; 20]));
/// logf!("state: %s", debug: Some(3));
/// ```
#[macro_export]
macro_rules! logf {
    ($format:expr $(,)?) => {
        $crate::log::write($crate::as_bytes!($format), &[])
    };
    ($format:expr, debug: $value:expr $(,)?) => {
        $crate::log::write_value($crate::as_bytes!($format), ::core::format_args!("{:?}", $value))
    };
    ($format:expr, display: $value:expr $(,)?) => {
        $crate::log::write_value($crate::as_bytes!($format), ::core::format_args!("{}", $value))
    };
    ($format:expr, $($scalar:expr),+ $(,)?) => {
        $crate::log::write($crate::as_bytes!($format), &[$($scalar as usize),+])
    };
}

/// Writes one line whose `%s` is `value`.
#[doc(hidden)]
pub fn write_value(format: &[u8], value: core::fmt::Arguments) {
    let mut buffer = [0; MAX_FORMATTED];
    let mut text = BufferWriter::new(&mut buffer);
    // A value that does not fit is shown as far as it does.
    let _ = core::fmt::Write::write_fmt(&mut text, value);
    let text = text.as_bytes();
    write(format, &[text.as_ptr() as usize, text.len()]);
}

/// Writes a line with one text or array, or with several scalars.
///
/// ```
/// use clibc::log;
/// log!("done");
/// log!("message: %s", b"hello");
/// log!("numbers: %a", [1u32, 2, 3]);
/// log!("x=%d y=%d", 1, 2);
/// ```
#[macro_export]
macro_rules! log {
    ($format:expr $(,)?) => {
        $crate::logf!($format)
    };
    ($format:expr, $array:expr $(,)?) => {{
        let array = &$array;
        $crate::log::write($crate::as_bytes!($format), &[array.as_ptr() as usize, array.len()])
    }};
    ($format:expr, $($scalar:expr),+ $(,)?) => {
        $crate::logf!($format, $($scalar),+)
    };
}

/// Text or a byte string as `&[u8]`.
///
/// ```
/// assert_eq!(clibc::as_bytes!("ab"), clibc::as_bytes!(b"ab"));
/// ```
#[macro_export]
macro_rules! as_bytes {
    ($text:expr) => {
        $crate::log::bytes_of(&$text)
    };
}

/// Puts parts one after the other into a buffer and gives the filled slice. A part that does not
/// fit is left out.
///
/// ```
/// let mut buffer = [0; 16];
/// assert_eq!(clibc::concat_str!(buffer, b"Hello, ", b"World"), b"Hello, World");
/// ```
#[macro_export]
macro_rules! concat_str {
    ($buffer:expr, $($part:expr),+ $(,)?) => {{
        let buffer = &mut $buffer;
        let len = $crate::log::join(buffer, &[$($crate::as_bytes!($part)),+]);
        &buffer[..len]
    }};
}

/// Puts parts one after the other into a buffer of its own, of 128 bytes. A part that does not fit
/// is left out.
///
/// ```
/// assert_eq!(*clibc::concat!(b"Hello, ", b"World"), *b"Hello, World");
/// ```
#[macro_export]
macro_rules! concat {
    ($($part:expr),+ $(,)?) => {
        $crate::log::Joined::<128>::new(&[$($crate::as_bytes!($part)),+])
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::fmt::Write;

    #[test]
    fn joins_what_fits() {
        let mut buffer = [0; 6];
        assert_eq!(concat_str!(buffer, b"abc", "too long", b"de"), b"abcde");
    }

    #[test]
    fn cuts_text_off_between_characters() {
        let mut buffer = [0; 5];
        let mut writer = BufferWriter::new(&mut buffer);
        assert!(writer.is_empty());
        assert!(writer.write_str("aéé").is_ok());
        assert!(writer.write_str("x").is_err());
        assert_eq!(writer.len(), 5);
        let mut writer = BufferWriter::new(&mut buffer[..4]);
        assert!(writer.write_str("aéé").is_err());
        assert_eq!(writer.as_bytes(), "aé".as_bytes());
    }

    #[test]
    fn takes_what_a_contract_logs() {
        let (scalar, below_zero) = ('A' as u32, -1);
        logf!("plain");
        logf!(b"bytes %d %c", below_zero, scalar);
        log!("text %s", "as str");
        log!("slice %b", &[1u8, 2][..]);
        logf!("debug %s", debug: (1, "two"));
    }
}
