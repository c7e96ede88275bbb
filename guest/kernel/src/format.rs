//! The console's format strings. [aVM 1.7] Its `%%` shifted every argument after it and its `%u` was signed; ours are
//! what they say.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Write};

/// The longest line in bytes, where any is cut, and the longest buffer that a specifier may show.
const MAX_LINE: usize = 4096;
const MAX_BUFFER: u32 = 4096;

/// Expands `format` with `words`; a missing word counts as 0. `read` gives the contract's memory, where it may be read.
///
/// | specifier | words | shows |
/// |---|---|---|
/// | `%d` `%u` `%x` `%c` `%f` | value | signed, unsigned, eight hexadecimal digits, character, float |
/// | `%s` `%b` `%A` | pointer, length | text, bytes in hexadecimal, bytes in decimal |
/// | `%a` | pointer, count | 32-bit words in decimal |
pub fn format(
    format: &[u8],
    words: impl Iterator<Item = u32>,
    read: impl Fn(u32, usize) -> Option<Vec<u8>>,
) -> String {
    let mut line = Line(String::new());
    // The only error is that the line is full.
    let _ = expand(&mut line, &String::from_utf8_lossy(format), words, read);
    line.0
}

/// What fits into a line.
struct Line(String);

impl Write for Line {
    /// Takes as many whole characters as fit; an error when that is not all of them.
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = MAX_LINE - self.0.len();
        self.0.push_str(&text[..text.floor_char_boundary(room)]);
        if text.len() > room {
            return Err(fmt::Error);
        }
        Ok(())
    }
}

fn expand(
    line: &mut Line,
    format: &str,
    mut words: impl Iterator<Item = u32>,
    read: impl Fn(u32, usize) -> Option<Vec<u8>>,
) -> fmt::Result {
    let mut next = || words.next().unwrap_or(0);
    let mut rest = format.chars();
    while let Some(character) = rest.next() {
        if character != '%' {
            line.write_char(character)?;
            continue;
        }
        match rest.next() {
            Some('%') => line.write_char('%')?,
            Some('d') => write!(line, "{}", next() as i32)?,
            Some('u') => write!(line, "{}", next())?,
            Some('x') => write!(line, "{:08x}", next())?,
            Some('f') => write!(line, "{}", f32::from_bits(next()))?,
            Some('c') => line.write_char(char::from_u32(next()).unwrap_or('?'))?,
            Some(kind @ ('s' | 'b' | 'a' | 'A')) => {
                let (at, count) = (next(), next());
                buffer(line, kind, at, count, &read)?;
            }
            _ => line.write_str("<%?>")?,
        }
    }
    Ok(())
}

fn buffer(
    line: &mut Line,
    kind: char,
    at: u32,
    count: u32,
    read: impl Fn(u32, usize) -> Option<Vec<u8>>,
) -> fmt::Result {
    let unit = if kind == 'a' { 4 } else { 1 };
    let bytes = count
        .checked_mul(unit)
        .filter(|&it| it <= MAX_BUFFER)
        .and_then(|len| read(at, len as usize));
    let Some(bytes) = bytes else {
        return line.write_str("<err>");
    };
    match kind {
        's' => line.write_str(core::str::from_utf8(&bytes).unwrap_or("<invalid>")),
        'b' => list(line, bytes.iter(), |line, it| write!(line, "{it:#04x}")),
        'a' => list(line, bytes.chunks_exact(4), |line, it| {
            write!(line, "{}", u32::from_le_bytes([it[0], it[1], it[2], it[3]]))
        }),
        _ => list(line, bytes.iter(), |line, it| write!(line, "{it}")),
    }
}

fn list<T>(
    line: &mut Line,
    items: impl Iterator<Item = T>,
    show: impl Fn(&mut Line, T) -> fmt::Result,
) -> fmt::Result {
    line.write_char('[')?;
    for (index, item) in items.enumerate() {
        if index > 0 {
            line.write_str(", ")?;
        }
        show(line, item)?;
    }
    line.write_char(']')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(text: &str, words: &[u32]) -> String {
        let memory = |at: u32, len: usize| {
            let all = b"hi\x01\x02\x00\x00\xff";
            all.get(at as usize..at as usize + len).map(<[u8]>::to_vec)
        };
        format(text.as_bytes(), words.iter().copied(), memory)
    }

    #[test]
    fn expands_every_specifier() {
        let cases: &[(&str, &[u32], &str)] = &[
            ("%d %u", &[u32::MAX, u32::MAX], "-1 4294967295"),
            ("%x", &[0xab], "000000ab"),
            ("%c%c", &[0x41, 0xd800], "A?"),
            ("%f", &[0x3fc0_0000], "1.5"),
            ("%s", &[0, 2], "hi"),
            ("%s", &[6, 1], "<invalid>"),
            ("%s", &[100, 2], "<err>"),
            ("%b", &[0, 2], "[0x68, 0x69]"),
            ("%A", &[2, 2], "[1, 2]"),
            ("%a", &[2, 1], "[513]"),
            ("%a", &[2, u32::MAX], "<err>"),
            ("%b%A%a%s", &[0; 8], "[][][]"),
            ("100%% of %d", &[7], "100% of 7"),
            ("%d %d", &[1], "1 0"),
            ("%q %", &[], "<%?> <%?>"),
        ];
        for (text, words, expected) in cases {
            assert_eq!(&expanded(text, words), expected, "{text}");
        }
    }
    #[test]
    fn no_line_is_longer_than_the_longest() {
        let zeros = |_: u32, len: usize| Some(alloc::vec![0; len]);
        let long =
            |text: &str, words: &[u32]| format(text.as_bytes(), words.iter().copied(), zeros);
        let text = "x".repeat(MAX_LINE);
        assert_eq!(long(&text, &[]), text);
        assert_eq!(long(&(text.clone() + "%d"), &[7]), text);

        let hexadecimal = long("%b, and more", &[0, MAX_BUFFER]);
        assert_eq!(hexadecimal.len(), MAX_LINE);
        assert!(hexadecimal.starts_with("[0x00, 0x00, "));
        for specifier in ["%s", "%A", "%a", "%x", "%c", "%q"] {
            let line = long(&specifier.repeat(1500), &[0, MAX_BUFFER / 4].repeat(1500));
            assert!(line.len() <= MAX_LINE, "{specifier}: {}", line.len());
        }
    }

    #[test]
    fn cuts_between_characters() {
        let text = "x".repeat(MAX_LINE - 2);
        assert_eq!(expanded(&(text.clone() + "é"), &[]), text.clone() + "é");
        assert_eq!(expanded(&(text.clone() + "%c."), &[0x20ac]), text);
        // Each becomes a replacement character of three bytes.
        let line = format(&[0xff; MAX_LINE], core::iter::empty(), |_, _| None);
        assert_eq!(line, "\u{fffd}".repeat(MAX_LINE / 3));
    }
}
