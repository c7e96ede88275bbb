//! The console's format strings. [aVM 1.7] Its `%%` shifted every argument after it and its `%u` was signed; ours are
//! what they say.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// The longest line, and the longest buffer that a specifier may show.
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
    let mut words = words;
    let mut next = || words.next().unwrap_or(0);
    let text = String::from_utf8_lossy(format);
    let mut line = String::new();
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        if line.len() >= MAX_LINE {
            break;
        }
        if character != '%' {
            line.push(character);
            continue;
        }
        match rest.next() {
            Some('%') => line.push('%'),
            Some('d') => line += &format!("{}", next() as i32),
            Some('u') => line += &format!("{}", next()),
            Some('x') => line += &format!("{:08x}", next()),
            Some('f') => line += &format!("{}", f32::from_bits(next())),
            Some('c') => line.push(char::from_u32(next()).unwrap_or('?')),
            Some(kind @ ('s' | 'b' | 'a' | 'A')) => {
                let (at, count) = (next(), next());
                line += &buffer(kind, at, count, &read);
            }
            _ => line += "<%?>",
        }
    }
    line
}

fn buffer(kind: char, at: u32, count: u32, read: impl Fn(u32, usize) -> Option<Vec<u8>>) -> String {
    let unit = if kind == 'a' { 4 } else { 1 };
    let bytes = count
        .checked_mul(unit)
        .filter(|&it| it <= MAX_BUFFER)
        .and_then(|len| read(at, len as usize));
    let Some(bytes) = bytes else {
        return "<err>".into();
    };
    match kind {
        's' => String::from_utf8(bytes).unwrap_or_else(|_| "<invalid>".into()),
        'b' => list(bytes.iter().map(|it| format!("{it:#04x}"))),
        'a' => list(
            bytes
                .chunks_exact(4)
                .map(|it| format!("{}", u32::from_le_bytes([it[0], it[1], it[2], it[3]]))),
        ),
        _ => list(bytes.iter().map(|it| format!("{it}"))),
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    format!("[{}]", items.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expand(text: &str, words: &[u32]) -> String {
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
            ("100%% of %d", &[7], "100% of 7"),
            ("%d %d", &[1], "1 0"),
            ("%q %", &[], "<%?> <%?>"),
        ];
        for (text, words, expected) in cases {
            assert_eq!(&expand(text, words), expected, "{text}");
        }
    }
}
