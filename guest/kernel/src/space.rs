//! A task's address space: its page table, the frames under it, and careful access to its memory.

use alloc::collections::BTreeMap;
use alloc::collections::btree_map::Entry;
use alloc::vec;
use alloc::vec::Vec;

use crate::firmware::Hash;
use crate::frames::{Frame, PAGE};
use crate::images::{self, Kept};
use crate::paging::{self, AD, R, Table, U, V, W, X, entry_to, vpn0, vpn1};

/// A pointer that a contract may not use as it wants to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadPointer {
    /// The first address that is not accessible.
    pub address: u32,
    pub is_write: bool,
}

/// What lies under an address.
enum Page {
    Own(Frame),
    /// Read-only, and other tasks' too.
    Kept(Kept),
}

impl Page {
    fn address(&self) -> usize {
        match self {
            Self::Own(frame) => frame.address(),
            Self::Kept(kept) => kept.address(),
        }
    }

    /// The same page, kept if there is a place for it.
    fn keep(self, code: &Hash, va: u32) -> Self {
        match self {
            Self::Own(frame) => images::keep(code, va, frame).map_or_else(Self::Own, Self::Kept),
            kept => kept,
        }
    }

    fn bytes(&self) -> &[u8; PAGE] {
        match self {
            Self::Own(frame) => frame.bytes(),
            Self::Kept(kept) => kept.bytes(),
        }
    }
}

/// Dropping it gives every frame back.
pub struct AddressSpace {
    root: Table,
    tables: BTreeMap<usize, Table>,
    pages: BTreeMap<u32, Page>,
    asid: u32,
    /// Whether the hart may not have seen the tables as they are.
    is_changed: bool,
}

/// What a mapping was refused for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfMemory;

impl AddressSpace {
    pub fn new(asid: u32) -> Result<Self, OutOfMemory> {
        Ok(Self {
            root: paging::user_root().ok_or(OutOfMemory)?,
            tables: BTreeMap::new(),
            pages: BTreeMap::new(),
            asid,
            is_changed: false,
        })
    }

    pub fn satp(&self) -> u32 {
        self.root.satp(self.asid)
    }

    /// satp for running in it, with every change of its tables seen. [Priv §4.2.1]
    pub fn enter(&mut self) -> u32 {
        if core::mem::take(&mut self.is_changed) {
            paging::fence();
        }
        self.satp()
    }

    /// Maps a zeroed page at `va`, or adds `rights` to the page that is there, and gives its bytes.
    ///
    /// # Panics
    /// If a kept page is there, which is nobody's to write.
    pub fn map(&mut self, va: u32, rights: u32) -> Result<&mut [u8; PAGE], OutOfMemory> {
        let va = page_of(va);
        if let Entry::Vacant(entry) = self.pages.entry(va) {
            entry.insert(Page::Own(Frame::take().ok_or(OutOfMemory)?));
        }
        self.permit(va, rights)?;
        match self.pages.get_mut(&va) {
            Some(Page::Own(frame)) => Ok(frame.bytes_mut()),
            _ => panic!("a kept page at {va:#010x} is mapped anew"),
        }
    }

    /// Maps what an earlier task has kept of that code at `va`; false if that is nothing.
    pub fn map_kept(&mut self, code: &Hash, va: u32, rights: u32) -> Result<bool, OutOfMemory> {
        let Some(kept) = images::find(code, page_of(va)) else {
            return Ok(false);
        };
        self.pages.insert(page_of(va), Page::Kept(kept));
        self.permit(page_of(va), rights)?;
        Ok(true)
    }

    /// Keeps every page that nobody can write for tasks of the same code.
    pub fn keep_pages(&mut self, code: &Hash) {
        let addresses: Vec<u32> = self.pages.keys().copied().collect();
        for va in addresses {
            if self.rights(va).is_none_or(|it| it & W != 0) {
                continue;
            }
            if let Some(page) = self.pages.remove(&va) {
                self.pages.insert(va, page.keep(code, va));
            }
        }
    }

    /// Adds `rights` to those of the page at `va`.
    fn permit(&mut self, va: u32, rights: u32) -> Result<(), OutOfMemory> {
        let table = match self.tables.entry(vpn1(va)) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let table = Table::new().ok_or(OutOfMemory)?;
                self.root.set(vpn1(va), table.pointer());
                entry.insert(table)
            }
        };
        let rights = rights | (table.entry(vpn0(va)) & (R | W | X));
        let address = self.pages[&va].address();
        table.set(vpn0(va), entry_to(address, rights | V | U | AD));
        self.is_changed = true;
        Ok(())
    }

    /// The rights of the page at `va`; none where nothing is mapped for the user.
    pub fn rights(&self, va: u32) -> Option<u32> {
        let entry = self.tables.get(&vpn1(va))?.entry(vpn0(va));
        (entry & V != 0 && entry & U != 0).then_some(entry & (R | W | X))
    }

    /// The bytes of the page at `va`, if one is mapped.
    pub fn page(&self, va: u32) -> Option<&[u8; PAGE]> {
        self.pages.get(&page_of(va)).map(Page::bytes)
    }

    /// Copies user memory that the contract itself may read.
    pub fn read(&self, va: u32, len: usize) -> Result<Vec<u8>, BadPointer> {
        let pieces = self.pieces(va, len, R)?;
        let mut bytes = vec![0; len];
        let mut at = 0;
        for piece in pieces {
            let page = &self.pages[&piece.page].bytes()[piece.offset..][..piece.len];
            bytes[at..][..piece.len].copy_from_slice(page);
            at += piece.len;
        }
        Ok(bytes)
    }

    /// Writes user memory that the contract itself may write; nothing is written unless all of it can be.
    pub fn write(&mut self, va: u32, bytes: &[u8]) -> Result<(), BadPointer> {
        let pieces = self.pieces(va, bytes.len(), W)?;
        let mut at = 0;
        for piece in pieces {
            if let Some(Page::Own(frame)) = self.pages.get_mut(&piece.page) {
                frame.bytes_mut()[piece.offset..][..piece.len]
                    .copy_from_slice(&bytes[at..][..piece.len]);
            }
            at += piece.len;
        }
        Ok(())
    }

    /// Whether `write` would write so many bytes.
    pub fn check_writable(&self, va: u32, len: usize) -> Result<(), BadPointer> {
        self.pieces(va, len, W).map(drop)
    }

    /// Cuts a range at page ends and checks that every page has `right`.
    fn pieces(&self, va: u32, len: usize, right: u32) -> Result<Vec<Piece>, BadPointer> {
        let bad = |address| BadPointer {
            address,
            is_write: right == W,
        };
        let mut pieces = Vec::new();
        let mut left = len;
        let mut address = va;
        while left > 0 {
            if self.rights(address).is_none_or(|it| it & right == 0) {
                return Err(bad(address));
            }
            let offset = address as usize % PAGE;
            let len = left.min(PAGE - offset);
            pieces.push(Piece {
                page: address - offset as u32,
                offset,
                len,
            });
            left -= len;
            address = match address.checked_add(len as u32) {
                Some(next) => next,
                None if left == 0 => break,
                None => return Err(bad(u32::MAX)),
            };
        }
        Ok(pieces)
    }
}

/// The first address of the page of `va`.
fn page_of(va: u32) -> u32 {
    va & !(PAGE as u32 - 1)
}

/// A part of a range that lies in one page.
struct Piece {
    page: u32,
    offset: usize,
    len: usize,
}

impl Drop for AddressSpace {
    fn drop(&mut self) {
        // The tables are freed next: the hart must not walk them any more.
        paging::leave_user_space();
    }
}
