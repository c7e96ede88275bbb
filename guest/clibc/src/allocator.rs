//! The heap behind `alloc`'s collections: every allocation is the kernel's.

use core::alloc::{GlobalAlloc, Layout};

/// Allocates through the ALLOC and DEALLOC system calls. Contracts have it as their global
/// allocator.
///
/// ```
/// extern crate alloc;
/// let squares: alloc::vec::Vec<u32> = (0..4).map(|it| it * it).collect();
/// assert_eq!(squares, [0, 1, 4, 9]);
/// ```
pub struct VmAllocator;

#[cfg(target_arch = "riscv32")]
#[global_allocator]
static ALLOCATOR: VmAllocator = VmAllocator;

#[cfg(target_arch = "riscv32")]
// Safety: the kernel hands out memory of this address space that overlaps nothing else, aligned as
// asked, or null; it keeps to a region until that region is given back.
unsafe impl GlobalAlloc for VmAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // Safety: ALLOC takes two numbers.
        let address = unsafe {
            ecall!(
                crate::SYSCALL_ALLOC,
                "a1" = layout.size(),
                "a2" = layout.align()
            )
        };
        address as *mut u8
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        // Safety: the caller gives `ptr` back for good.
        unsafe { ecall!(crate::SYSCALL_DEALLOC, "a1" = ptr, "a2" = layout.size()) };
    }
}

#[cfg(not(target_arch = "riscv32"))]
// Safety: as the system allocator, which does the work.
unsafe impl GlobalAlloc for VmAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // Safety: passed on.
        unsafe { std::alloc::System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        // Safety: passed on.
        unsafe { std::alloc::System.dealloc(ptr, layout) }
    }
}
