//! Pages of contracts' images that nobody can write, kept from one task to the next: a call of a contract maps what the
//! call before has loaded.
//!
//! A page is known by the hash of the code that it comes from and by its address, so that what is kept can be forgotten
//! at any time. Nothing of it can be observed by a contract.

use core::cell::UnsafeCell;
use core::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use crate::firmware::Hash;
use crate::frames::{Frame, PAGE};

/// Two mebibytes of pages, and one place for each that a page may be in.
const SLOTS: usize = 512;

struct Slot {
    code_hash: Hash,
    va: u32,
    frame: Option<Frame>,
    /// Address spaces that map it now.
    users: usize,
}

struct Slots(UnsafeCell<[Slot; SLOTS]>);

// Safety: there is one hart, and the kernel is never interrupted.
unsafe impl Sync for Slots {}

static KEPT: Slots = Slots(UnsafeCell::new([const { Slot::EMPTY }; SLOTS]));
static FRAMES: AtomicUsize = AtomicUsize::new(0);

impl Slot {
    const EMPTY: Self = Self {
        code_hash: [0; 32],
        va: 0,
        frame: None,
        users: 0,
    };
}

/// A kept page, for as long as somebody maps it.
pub struct Kept(usize);

/// Frames that are kept now.
pub fn frames() -> usize {
    FRAMES.load(Relaxed)
}

/// The page of that code at that address, if it is kept.
pub fn find(code_hash: &Hash, va: u32) -> Option<Kept> {
    let at = place(code_hash, va);
    with(at, |slot| {
        let is_it = slot.frame.is_some() && slot.va == va && slot.code_hash == *code_hash;
        is_it.then(|| {
            slot.users += 1;
            Kept(at)
        })
    })
}

/// Keeps a page in the place of one that nobody maps, or gives it back.
pub fn keep(code_hash: &Hash, va: u32, frame: Frame) -> Result<Kept, Frame> {
    let at = place(code_hash, va);
    with(at, |slot| {
        if slot.users > 0 {
            return Err(frame);
        }
        FRAMES.fetch_add(slot.frame.is_none().into(), Relaxed);
        *slot = Slot {
            code_hash: *code_hash,
            va,
            frame: Some(frame),
            users: 1,
        };
        Ok(Kept(at))
    })
}

impl Kept {
    /// Physical address.
    pub fn address(&self) -> usize {
        self.frame().address()
    }

    pub fn bytes(&self) -> &[u8; PAGE] {
        self.frame().bytes()
    }

    fn frame(&self) -> &Frame {
        // Safety: one hart; a slot with a user is not written to but for the count of its users.
        let slot = unsafe { &(&*KEPT.0.get())[self.0] };
        slot.frame.as_ref().expect("a page in use stays")
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        with(self.0, |slot| slot.users -= 1);
    }
}

/// Pages that follow each other get places that do, so that those of one image do not drive each other out.
fn place(code_hash: &Hash, va: u32) -> usize {
    let [a, b, ..] = *code_hash;
    (usize::from(a) << 8 | usize::from(b)).wrapping_add(va as usize / PAGE) % SLOTS
}

fn with<T>(at: usize, action: impl FnOnce(&mut Slot) -> T) -> T {
    // Safety: one hart, no interrupts in the kernel, and no action comes back here.
    action(unsafe { &mut (&mut *KEPT.0.get())[at] })
}
