//! From the first instruction to the main loop, and the kernel's death.

use core::fmt::Write;
use core::panic::PanicInfo;

use kernel::{firmware, frames, heap, images, paging, sbi, transaction, user};

core::arch::global_asm!(
    r#"
    .pushsection .text.entry, "ax"
    .globl _start
    .type _start, @function
_start:
    .cfi_startproc
    .cfi_undefined ra
    la      sp, _stack_top
    la      t0, _bss_start
    la      t1, _bss_end
1:  bgeu    t0, t1, 2f
    sw      zero, 0(t0)
    addi    t0, t0, 4
    j       1b
2:  call    {main}
    unimp
    .cfi_endproc
    .size _start, . - _start
    .popsection
    "#,
    main = sym main,
);

/// Runs the bundle to its end. Called once, on the boot stack, with translation off.
extern "C" fn main(_hart: usize, ram_bytes: usize) -> ! {
    user::catch_kernel_traps();
    // Safety: nothing has been allocated yet, and the heap's region is the kernel's own.
    unsafe { heap::init() };
    frames::init(heap::END, avm_abi::RAM_BASE as usize + ram_bytes);
    // Safety: the kernel's map covers everything that is in use now, where it is now.
    unsafe { paging::enter_kernel_space() };

    let frames_in_tasks = || frames::in_use() - images::frames();
    let (frames_at_rest, heap_at_rest) = (frames_in_tasks(), heap::used());
    while let Some(header) = firmware::next_transaction() {
        transaction::process(&header);
        assert_eq!(frames_in_tasks(), frames_at_rest, "page frames were lost");
        assert_eq!(heap::used(), heap_at_rest, "kernel memory was lost");
    }
    sbi::shut_down(sbi::Reason::None)
}

/// The text that a debugger and the firmware show when the kernel has died: a length, then UTF-8.
#[repr(C)]
struct Epitaph {
    len: u32,
    text: [u8; 512],
}

#[unsafe(no_mangle)]
static mut KERNEL_EPITAPH: Epitaph = Epitaph {
    len: 0,
    text: [0; 512],
};

impl Write for Epitaph {
    fn write_str(&mut self, part: &str) -> core::fmt::Result {
        let start = self.len as usize;
        let room = &mut self.text[start..];
        let taken = part.len().min(room.len());
        room[..taken].copy_from_slice(&part.as_bytes()[..taken]);
        self.len += taken as u32;
        Ok(())
    }
}

#[panic_handler]
fn panic(info: &PanicInfo) -> ! {
    // Safety: one hart, interrupts off, and nothing else touches the epitaph.
    let epitaph = unsafe { &mut *core::ptr::addr_of_mut!(KERNEL_EPITAPH) };
    epitaph.len = 0;
    let _ = write!(epitaph, "{info}");
    sbi::shut_down(sbi::Reason::SystemFailure)
}
