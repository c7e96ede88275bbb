//! From an account's code to pages of an address space.
//!
//! ```text
//! 0x0000_0000  unmapped, or for images linked as aVM does: result block at 0x100, code from 0x400
//! 0x0000_1000  our linker script: text R X, rodata R, data and bss R W
//! heap_start   the heap grows up from the first page after the image
//! STACK_TOP    64 KiB of stack grow down from here, between two unmapped pages
//! ARGS_PAGE    to, from, input; read-only
//! ```

use alloc::rc::Rc;
use alloc::vec::Vec;

use avm_abi as abi;

use crate::address::Address;
use crate::elf::{self, PF_R, PF_W, PF_X, Segment};
use crate::firmware::{self, Hash};
use crate::frames::PAGE;
use crate::paging::{R, W, X};
use crate::space::{AddressSpace, OutOfMemory};

const PAGE_BYTES: u32 = PAGE as u32;
/// Under the stack: a page that nobody may map.
const STACK_GUARD: u32 = abi::STACK_TOP - abi::STACK_BYTES - PAGE_BYTES;
/// Where aVM's window for flat images ends; their bss lies in it, after the bytes we are given. [aVM 3.3]
const FLAT_WINDOW_END: u32 = 0x32000;
/// What the segments of an image may take in memory, twice what they may take in the image.
const MAX_MEMORY: u64 = 2 * abi::MAX_IMAGE_STRICT as u64;

/// A loaded image.
pub struct Loaded {
    pub entry: u32,
    /// First address after the image, page-aligned.
    pub heap_start: u32,
    /// Whether it finishes by `ebreak` with its result block at 0x100, as aVM's do.
    pub is_avm_linked: bool,
}

/// Why an image is not loaded.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    Malformed(elf::Malformed),
    OutOfMemory,
}

impl From<OutOfMemory> for Refusal {
    fn from(_: OutOfMemory) -> Self {
        Self::OutOfMemory
    }
}

impl From<elf::Malformed> for Refusal {
    fn from(reason: elf::Malformed) -> Self {
        Self::Malformed(reason)
    }
}

/// A contract's code: committed, with the firmware, or brought by the transaction that runs.
pub struct Code {
    pub contract: Address,
    pub len: usize,
    /// Of committed code.
    pub hash: Hash,
    pub uncommitted: Option<Rc<Vec<u8>>>,
}

impl Code {
    /// Whether other tasks may know its pages by its hash.
    fn is_committed(&self) -> bool {
        self.uncommitted.is_none()
    }

    /// Maps the page at `va`: one that an earlier task has kept, or a new one that `fill` writes.
    fn map(
        &self,
        space: &mut AddressSpace,
        va: u32,
        rights: u32,
        fill: impl FnOnce(&mut [u8; PAGE]),
    ) -> Result<(), OutOfMemory> {
        if !self.is_committed() || !space.map_kept(&self.hash, va, rights)? {
            fill(space.map(va, rights)?);
        }
        Ok(())
    }

    /// Copies code from `offset` on and says how many bytes there were.
    fn read(&self, offset: usize, into: &mut [u8]) -> usize {
        let Some(code) = &self.uncommitted else {
            return firmware::read_code(&self.contract, offset, into);
        };
        let part = code.get(offset..).unwrap_or_default();
        let len = part.len().min(into.len());
        into[..len].copy_from_slice(&part[..len]);
        len
    }
}

/// Maps the code into `space`.
pub fn load(space: &mut AddressSpace, code: &Code) -> Result<Loaded, Refusal> {
    let mut head = [0; elf::HEADER_BYTES];
    let head_len = code.read(0, &mut head);
    let loaded = if elf::is_elf(&head[..head_len]) {
        load_elf(space, code, &head[..head_len])?
    } else {
        load_flat(space, code)?
    };
    if code.is_committed() {
        space.keep_pages(&code.hash);
    }
    Ok(loaded)
}

/// How many pages a task of that code begins with, which is what it costs to begin one. An image that cannot be loaded
/// costs as one without segments.
pub fn pages(code: &Code) -> u32 {
    let mut head = [0; elf::HEADER_BYTES];
    let head_len = code.read(0, &mut head);
    let image = if elf::is_elf(&head[..head_len]) {
        let pages = |it: &Segment| (it.va % PAGE_BYTES + it.mem_len).div_ceil(PAGE_BYTES);
        read_elf(code, &head[..head_len])
            .map_or(0, |(_, segments)| segments.iter().map(pages).sum())
    } else {
        (code.len as u32).max(FLAT_WINDOW_END).div_ceil(PAGE_BYTES)
    };
    image + (abi::STACK_BYTES / PAGE_BYTES) + 1
}

/// Maps the stack and the args page, and gives the address of the input.
pub fn map_stack_and_args(
    space: &mut AddressSpace,
    to: &Address,
    from: &Address,
    input: &[u8],
) -> Result<u32, OutOfMemory> {
    for va in (abi::STACK_TOP - abi::STACK_BYTES..abi::STACK_TOP).step_by(PAGE) {
        space.map(va, R | W)?;
    }
    let args = space.map(abi::ARGS_PAGE, R)?;
    args[..20].copy_from_slice(&to.0);
    args[20..40].copy_from_slice(&from.0);
    args[40..][..input.len()].copy_from_slice(input);
    Ok(abi::ARGS_PAGE + 40)
}

/// What an ELF wants to have loaded, and where it begins.
fn read_elf(code: &Code, head: &[u8]) -> Result<(elf::Header, Vec<Segment>), elf::Malformed> {
    let header = elf::header(head)?;
    let (offset, headers_len) = header.program_headers();
    let mut headers = alloc::vec![0; headers_len];
    if code.read(offset, &mut headers) != headers_len {
        return Err("the ELF image's program headers are cut off");
    }
    let segments = elf::segments(&headers, code.len)?;
    let memory: u64 = segments.iter().map(|it| u64::from(it.mem_len)).sum();
    if memory > MAX_MEMORY {
        return Err("the image takes more memory than a contract may have");
    }
    Ok((header, segments))
}

fn load_elf(space: &mut AddressSpace, code: &Code, head: &[u8]) -> Result<Loaded, Refusal> {
    let (header, segments) = read_elf(code, head)?;
    let is_avm_linked = segments.iter().any(|it| it.va < PAGE_BYTES);
    let mut end = 0;
    for segment in &segments {
        end = end.max(load_segment(space, code, segment, is_avm_linked)?);
    }
    if is_avm_linked {
        // The result block is written here.
        space.map(0, R | W | X)?;
    }
    let entry = match header.entry {
        // aVM's linker script names no entry, and aVM never looks for one.
        elf::NO_ENTRY if is_avm_linked => first_byte(space, end)?,
        entry => entry,
    };
    Ok(Loaded {
        entry,
        heap_start: end,
        is_avm_linked,
    })
}

/// Maps a segment's pages and gives the first page after them.
fn load_segment(
    space: &mut AddressSpace,
    code: &Code,
    segment: &Segment,
    is_avm_linked: bool,
) -> Result<u32, Refusal> {
    let end = segment
        .va
        .checked_add(segment.mem_len)
        .filter(|&it| it <= STACK_GUARD);
    let Some(end) = end else {
        return Err("a segment lies where the stack or the kernel is".into());
    };
    let rights = rights_of(segment.flags);
    let file_end = segment.va + segment.file_len;
    let mut va = segment.va;
    while va < end {
        let page_end = (va & !(PAGE_BYTES - 1)) + PAGE_BYTES;
        let both = rights | space.rights(va).unwrap_or(0);
        // aVM links without page alignment, so its segments share pages; nobody else's may.
        if both & W != 0 && both & X != 0 && !is_avm_linked {
            return Err("a page would be writable and executable".into());
        }
        code.map(space, va, rights, |page| {
            if va < file_end {
                let offset = (va % PAGE_BYTES) as usize;
                let len = (page_end.min(file_end) - va) as usize;
                let from = (segment.offset + (va - segment.va)) as usize;
                code.read(from, &mut page[offset..][..len]);
            }
        })?;
        va = page_end;
    }
    Ok(va)
}

/// An image as aVM stores it: byte offset is address. [aVM 3.3]
fn load_flat(space: &mut AddressSpace, code: &Code) -> Result<Loaded, Refusal> {
    let len = code.len;
    for start in (0..len).step_by(PAGE) {
        let va = start as u32;
        let is_last = start + PAGE >= len;
        // The result block lives in the first page, the start of .bss in the last; in between is code.
        let rights = if start == 0 || is_last {
            R | W | X
        } else {
            R | X
        };
        code.map(space, va, rights, |page| {
            code.read(start, &mut page[..PAGE.min(len - start)]);
        })?;
    }
    let mut end = (len as u32).next_multiple_of(PAGE_BYTES);
    while end < FLAT_WINDOW_END {
        space.map(end, R | W)?;
        end += PAGE_BYTES;
    }
    let entry = first_byte(space, end)?;
    Ok(Loaded {
        entry,
        heap_start: end,
        is_avm_linked: true,
    })
}

/// The lowest address below `end` that holds something, which is where aVM begins. [aVM 3.3]
fn first_byte(space: &AddressSpace, end: u32) -> Result<u32, elf::Malformed> {
    (0..end)
        .step_by(PAGE)
        .find_map(|va| {
            let offset = space.page(va)?.iter().position(|&it| it != 0)?;
            Some(va + offset as u32)
        })
        .ok_or("the image is empty")
}

fn rights_of(flags: u32) -> u32 {
    [(PF_R, R), (PF_W, W | R), (PF_X, X)]
        .into_iter()
        .filter(|(flag, _)| flags & flag != 0)
        .fold(0, |rights, (_, right)| rights | right)
}
