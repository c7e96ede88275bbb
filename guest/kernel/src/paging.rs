//! Sv32 page tables, and the kernel's own map. [Priv §4.3]

use crate::frames::{Frame, PAGE};

pub const V: u32 = 1 << 0;
pub const R: u32 = 1 << 1;
pub const W: u32 = 1 << 2;
pub const X: u32 = 1 << 3;
pub const U: u32 = 1 << 4;
pub const G: u32 = 1 << 5;
/// Accessed and dirty are set from the start: hardware faults on them, and nothing here asks for them. [Priv §4.3.1]
pub const AD: u32 = 1 << 6 | 1 << 7;

const ENTRIES: usize = 1024;
const SATP_SV32: u32 = 1 << 31;
/// What one entry of a root table spans.
const MEGAPAGE: usize = PAGE * ENTRIES;
/// Kernel addresses are the upper half: the entries that every root table shares.
const KERNEL_HALF: usize = ENTRIES / 2;

/// One level of a page table: 1024 entries in a frame of its own.
pub struct Table(Frame);

impl Table {
    pub fn new() -> Option<Self> {
        Frame::take().map(Self)
    }

    pub fn entry(&self, index: usize) -> u32 {
        self.0.words()[index]
    }

    /// In one store: the hart may walk the table, and must not meet half an entry. [Priv §4.3.1]
    pub fn set(&mut self, index: usize, entry: u32) {
        let word: *mut u32 = &mut self.0.words_mut()[index];
        // Safety: a reference is good to write to.
        unsafe { word.write_volatile(entry) };
    }

    /// The entry that points at this table.
    pub fn pointer(&self) -> u32 {
        entry_to(self.0.address(), V)
    }

    /// What goes into satp to translate through this table.
    pub fn satp(&self, asid: u32) -> u32 {
        SATP_SV32 | asid << 22 | (self.0.address() / PAGE) as u32
    }
}

/// A leaf for the page at `paddr`, or a pointer with `flags` = V.
pub fn entry_to(paddr: usize, flags: u32) -> u32 {
    ((paddr / PAGE) as u32) << 10 | flags
}

/// Index into the root table.
pub fn vpn1(va: u32) -> usize {
    (va >> 22) as usize
}

/// Index into a second-level table.
pub fn vpn0(va: u32) -> usize {
    (va >> 12) as usize % ENTRIES
}

#[cfg(target_arch = "riscv32")]
mod kernel_space {
    use core::sync::atomic::{AtomicU32, Ordering::Relaxed};

    use super::*;

    unsafe extern "C" {
        static _text_end: u8;
        static _rodata_end: u8;
        static _stack_guard: u8;
        static _stack_bottom: u8;
        static _stack_top: u8;
    }

    static KERNEL_SATP: AtomicU32 = AtomicU32::new(0);

    /// Builds the kernel's map and turns Sv32 on: text R X, rodata R, the rest R W, and a hole under the stack.
    ///
    /// # Safety
    /// Once, after `frames::init`, running from where the linker script says.
    pub unsafe fn enter_kernel_space() {
        let mut root = Table::new().expect("no memory for the kernel's root table");
        let mut image = Table::new().expect("no memory for the kernel's page table");
        let ram = avm_abi::RAM_BASE as usize;
        for page in 0..ENTRIES {
            let address = ram + page * PAGE;
            if let Some(rights) = rights_of(address) {
                image.set(page, entry_to(address, rights | V | G | AD));
            }
        }
        root.set(vpn1(avm_abi::RAM_BASE), image.pointer());
        // Heap and frames need no distinctions, so superpages do.
        for index in vpn1(avm_abi::RAM_BASE) + 1..ENTRIES {
            let address = index * MEGAPAGE;
            if address >= crate::frames::end() {
                break;
            }
            root.set(index, entry_to(address, R | W | V | G | AD));
        }
        let satp = root.satp(0);
        KERNEL_SATP.store(satp, Relaxed);
        // The kernel's map is for ever.
        core::mem::forget(root);
        core::mem::forget(image);
        switch_to(satp);
    }

    /// What a page of the first 4 MiB may be used for; none for the guard page.
    fn rights_of(address: usize) -> Option<u32> {
        let start_of = |symbol: *const u8| symbol as usize;
        // The guard page's neighbours are the end of .bss and the bottom of the stack.
        let guard = start_of(&raw const _stack_guard)..start_of(&raw const _stack_bottom);
        if address < start_of(&raw const _text_end) {
            Some(R | X)
        } else if address < start_of(&raw const _rodata_end) {
            Some(R)
        } else if guard.contains(&address) || address >= start_of(&raw const _stack_top) {
            None
        } else {
            Some(R | W)
        }
    }

    /// A root table for a task: the kernel's half, and an empty lower half.
    pub fn user_root() -> Option<Table> {
        let mut root = Table::new()?;
        let kernel = (KERNEL_SATP.load(Relaxed) & 0x3f_ffff) as usize * PAGE;
        // Safety: the kernel's root table lives for ever and is not changed any more.
        let kernel = unsafe { &*(kernel as *const [u32; ENTRIES]) };
        root.0.words_mut()[KERNEL_HALF..].copy_from_slice(&kernel[KERNEL_HALF..]);
        Some(root)
    }

    /// Goes back to a map without a lower half, so that a task's tables can be freed.
    pub fn leave_user_space() {
        switch_to(KERNEL_SATP.load(Relaxed));
    }

    /// Page tables have changed. [Priv §4.2.1]
    pub fn fence() {
        // Safety: orders memory accesses, and changes nothing.
        unsafe { core::arch::asm!("sfence.vma", options(nostack)) };
    }

    fn switch_to(satp: u32) {
        // Safety: both maps have the kernel where it is.
        unsafe {
            core::arch::asm!("csrw satp, {satp}", "sfence.vma", satp = in(reg) satp, options(nostack));
        }
    }
}

#[cfg(target_arch = "riscv32")]
pub use kernel_space::{enter_kernel_space, fence, leave_user_space, user_root};

/// Unit tests have no kernel half.
#[cfg(not(target_arch = "riscv32"))]
pub fn user_root() -> Option<Table> {
    Table::new()
}

#[cfg(not(target_arch = "riscv32"))]
pub fn leave_user_space() {}

#[cfg(not(target_arch = "riscv32"))]
pub fn fence() {}

const _: () = assert!(KERNEL_HALF == vpn1_of_ram());

const fn vpn1_of_ram() -> usize {
    (avm_abi::RAM_BASE >> 22) as usize
}

const _: () = assert!(MEGAPAGE == 4 << 20);
