//! Page frames: 4 KiB of physical memory each, handed out zeroed and taken back.

use core::sync::atomic::{AtomicUsize, Ordering::Relaxed};

pub const PAGE: usize = 4096;

/// First frame, first of those that were handed out, one past the last frame, head of the free list, frames handed out.
/// A free frame's first word is the next free frame's address. Atomics only because statics must be shareable.
static START: AtomicUsize = AtomicUsize::new(0);
static FRESH: AtomicUsize = AtomicUsize::new(0);
static END: AtomicUsize = AtomicUsize::new(0);
static FREE: AtomicUsize = AtomicUsize::new(0);
static IN_USE: AtomicUsize = AtomicUsize::new(0);

/// A frame that belongs to whoever holds this; dropping it gives the frame back.
#[derive(Debug)]
pub struct Frame(usize);

/// The frames are the pages of `start..end`. The last one is handed out first: the frames in use are then as far as can be
/// from the kernel's image, 16 MiB below the first, where the two would share the sets of a direct-mapped TLB.
pub fn init(start: usize, end: usize) {
    START.store(start, Relaxed);
    FRESH.store(end, Relaxed);
    END.store(end, Relaxed);
}

/// One past the last frame.
pub fn end() -> usize {
    END.load(Relaxed)
}

/// Frames handed out now.
pub fn in_use() -> usize {
    IN_USE.load(Relaxed)
}

impl Frame {
    /// A zeroed frame, or none when memory is exhausted.
    pub fn take() -> Option<Self> {
        let free = FREE.load(Relaxed);
        let address = if free != 0 {
            // Safety: a frame on the free list is ours, and its first word is the list's link.
            FREE.store(unsafe { *(free as *const usize) }, Relaxed);
            free
        } else {
            let fresh = FRESH.load(Relaxed);
            if fresh <= START.load(Relaxed) {
                return None;
            }
            FRESH.store(fresh - PAGE, Relaxed);
            fresh - PAGE
        };
        IN_USE.fetch_add(1, Relaxed);
        let mut frame = Self(address);
        frame.clear();
        Some(frame)
    }

    /// Zeroes it, sixteen words at a time. Two thirds of a short transaction's instructions would be spent in `memset`,
    /// which takes three for each word; volatile, since the compiler would see `memset` in it again.
    fn clear(&mut self) {
        // Safety: a frame is so many blocks of sixteen words, aligned to its own size, and ours.
        let blocks = unsafe { &mut *(self.0 as *mut [[u32; 16]; PAGE / 64]) };
        for block in blocks {
            for word in block {
                // Safety: a reference is good to write to.
                unsafe { core::ptr::write_volatile(word, 0) };
            }
        }
    }

    /// Physical address.
    pub fn address(&self) -> usize {
        self.0
    }

    pub fn words(&self) -> &[u32; PAGE / 4] {
        // Safety: as `bytes`; a page's alignment is a word's.
        unsafe { &*(self.0 as *const [u32; PAGE / 4]) }
    }

    pub fn words_mut(&mut self) -> &mut [u32; PAGE / 4] {
        // Safety: as `words`, and we hold the only handle.
        unsafe { &mut *(self.0 as *mut [u32; PAGE / 4]) }
    }

    pub fn bytes(&self) -> &[u8; PAGE] {
        // Safety: the frame is ours, mapped onto itself, and page-aligned.
        unsafe { &*(self.0 as *const [u8; PAGE]) }
    }

    pub fn bytes_mut(&mut self) -> &mut [u8; PAGE] {
        // Safety: as `bytes`, and we hold the only handle.
        unsafe { &mut *(self.0 as *mut [u8; PAGE]) }
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        // Safety: nobody else holds the frame; its first word becomes the list's link.
        unsafe { *(self.0 as *mut usize) = FREE.load(Relaxed) };
        FREE.store(self.0, Relaxed);
        IN_USE.fetch_sub(1, Relaxed);
    }
}
