//! The part of an ELF file that loading needs: header and PT_LOAD program headers. [ELF §1, §2]

use alloc::vec::Vec;

pub const HEADER_BYTES: usize = 52;
const PROGRAM_HEADER_BYTES: usize = 32;
const MAX_PROGRAM_HEADERS: usize = 64;

const CLASS_32: u8 = 1;
const LITTLE_ENDIAN: u8 = 1;
const TYPE_EXECUTABLE: u16 = 2;
const MACHINE_RISCV: u16 = 243;
const PT_LOAD: u32 = 1;

/// The `e_entry` of a file that has no entry point. [ELF §1]
pub const NO_ENTRY: u32 = 0;

pub const PF_X: u32 = 1;
pub const PF_W: u32 = 2;
pub const PF_R: u32 = 4;

/// Why an image is not loaded, as a sentence.
pub type Malformed = &'static str;

#[derive(Debug, PartialEq, Eq)]
pub struct Header {
    pub entry: u32,
    program_headers: u32,
    count: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Segment {
    pub offset: u32,
    pub va: u32,
    pub file_len: u32,
    pub mem_len: u32,
    pub flags: u32,
}

pub fn is_elf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x7fELF")
}

/// Reads the first `HEADER_BYTES` of an image.
pub fn header(bytes: &[u8]) -> Result<Header, Malformed> {
    if bytes.len() < HEADER_BYTES {
        return Err("the ELF header is cut off");
    }
    if bytes[4] != CLASS_32 || bytes[5] != LITTLE_ENDIAN || half(bytes, 18) != MACHINE_RISCV {
        return Err("the ELF image is not for a 32-bit little-endian RISC-V");
    }
    if half(bytes, 16) != TYPE_EXECUTABLE {
        return Err("the ELF image is not an executable");
    }
    let count = half(bytes, 44) as usize;
    if half(bytes, 42) as usize != PROGRAM_HEADER_BYTES || count > MAX_PROGRAM_HEADERS {
        return Err("the ELF image's program headers are of an unknown shape");
    }
    Ok(Header {
        entry: word(bytes, 24),
        program_headers: word(bytes, 28),
        count,
    })
}

impl Header {
    /// Where the program headers are: offset and length.
    pub fn program_headers(&self) -> (usize, usize) {
        (
            self.program_headers as usize,
            self.count * PROGRAM_HEADER_BYTES,
        )
    }
}

/// Reads program headers and checks what can be checked without the rest of an image of `image_len` bytes.
pub fn segments(headers: &[u8], image_len: usize) -> Result<Vec<Segment>, Malformed> {
    let mut segments = Vec::new();
    for header in headers.chunks_exact(PROGRAM_HEADER_BYTES) {
        let segment = Segment {
            offset: word(header, 4),
            va: word(header, 8),
            file_len: word(header, 16),
            mem_len: word(header, 20),
            flags: word(header, 24),
        };
        if word(header, 0) != PT_LOAD || segment.mem_len == 0 {
            continue;
        }
        if segment.file_len > segment.mem_len {
            return Err("a segment has more bytes in the file than in memory");
        }
        let file_end = u64::from(segment.offset) + u64::from(segment.file_len);
        if file_end > image_len as u64 {
            return Err("a segment goes past the end of the image");
        }
        segments.push(segment);
    }
    if segments.is_empty() {
        return Err("the ELF image has nothing to load");
    }
    Ok(segments)
}

fn half(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let mut bytes = vec![0; HEADER_BYTES];
        bytes[..7].copy_from_slice(b"\x7fELF\x01\x01\x01");
        bytes[16] = 2;
        bytes[18] = 243;
        bytes[24..28].copy_from_slice(&0x1234_u32.to_le_bytes());
        bytes[28] = 52;
        bytes[42] = 32;
        bytes[44] = 1;
        bytes
    }

    fn program_header(words: [u32; 8]) -> Vec<u8> {
        words.iter().flat_map(|it| it.to_le_bytes()).collect()
    }

    #[test]
    fn reads_a_header() {
        let header = header(&sample()).unwrap();
        assert_eq!((header.entry, header.program_headers()), (0x1234, (52, 32)));
    }

    #[test]
    fn refuses_what_is_not_for_this_machine() {
        assert!(header(&sample()[..51]).is_err());
        for at in [4, 5, 16, 18, 42] {
            let mut bytes = sample();
            bytes[at] = 9;
            assert!(header(&bytes).is_err(), "byte {at}");
        }
    }

    #[test]
    fn segments_stay_inside_the_image() {
        let good = program_header([1, 84, 0x1000, 0, 16, 32, 5, 4096]);
        assert_eq!(segments(&good, 100).unwrap().len(), 1);
        assert!(segments(&good, 99).is_err());
        assert!(segments(&program_header([1, 0, 0x1000, 0, 33, 32, 5, 4096]), 100).is_err());
        assert!(
            segments(
                &program_header([1, u32::MAX, 0x1000, 0, 16, 32, 5, 4096]),
                100
            )
            .is_err()
        );
        assert!(segments(&program_header([2, 0, 0, 0, 1, 1, 5, 4096]), 100).is_err());
    }
}
