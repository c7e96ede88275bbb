//! The kernel's own memory: what a transaction allocates here is gone when it ends.

/// The heap begins after the 4 MiB of the kernel's image.
pub const START: usize = 0x8040_0000;
/// One past its last byte; page frames follow.
pub const END: usize = START + SIZE;
const SIZE: usize = 12 << 20;

/// What a transaction may make the kernel keep. The record in which it is handed over grows by doubling, so that up to
/// three times its size is wanted at once on top.
pub const BUDGET: usize = 2 << 20;

#[cfg(target_arch = "riscv32")]
mod target {
    use core::alloc::{GlobalAlloc, Layout};
    use core::cell::UnsafeCell;
    use core::ptr::NonNull;

    use linked_list_allocator::Heap;

    struct KernelHeap(UnsafeCell<Heap>);

    // Safety: there is one hart, and the kernel is never interrupted.
    unsafe impl Sync for KernelHeap {}

    #[global_allocator]
    static HEAP: KernelHeap = KernelHeap(UnsafeCell::new(Heap::empty()));

    impl KernelHeap {
        #[allow(clippy::mut_from_ref)]
        fn get(&self) -> &mut Heap {
            // Safety: one hart, no interrupts in the kernel, and the allocator does not call itself.
            unsafe { &mut *self.0.get() }
        }
    }

    // Safety: passed on to the allocator, which keeps the contract.
    unsafe impl GlobalAlloc for KernelHeap {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            self.get()
                .allocate_first_fit(layout)
                .map_or(core::ptr::null_mut(), NonNull::as_ptr)
        }

        unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
            if let Some(pointer) = NonNull::new(pointer) {
                // Safety: the caller got it from `alloc` with this layout.
                unsafe { self.get().deallocate(pointer, layout) }
            }
        }
    }

    /// Gives the region to the allocator.
    ///
    /// # Safety
    /// Once, before the first allocation.
    pub unsafe fn init() {
        // Safety: the region lies after the image and before the frames, and is used for nothing else.
        unsafe { HEAP.get().init(super::START as *mut u8, super::SIZE) }
    }

    /// Bytes allocated now.
    pub fn used() -> usize {
        HEAP.get().used()
    }
}

#[cfg(target_arch = "riscv32")]
pub use target::{init, used};

/// On the host the heap is not ours.
#[cfg(not(target_arch = "riscv32"))]
pub fn used() -> usize {
    0
}
