//! The crossing into U-mode and back. To the rest of the kernel, running a contract is a function call that returns
//! when the contract traps.

use crate::trap::TrapFrame;

#[cfg(target_arch = "riscv32")]
core::arch::global_asm!(
    r#"
    # user_run(a0 = frame, a1 = satp): enters U-mode with the frame's registers; returns when it traps.
    # Callee-saved registers wait on the kernel stack, whose top waits in the frame.
    .pushsection .text
    .globl user_run
    .type user_run, @function
    .align 2
user_run:
    .cfi_startproc
    addi    sp, sp, -64
    .cfi_def_cfa_offset 64
    sw      ra, 60(sp)
    .cfi_offset ra, -4
    sw      s0, 56(sp)
    .cfi_offset s0, -8
    sw      s1, 52(sp)
    .cfi_offset s1, -12
    sw      s2, 48(sp)
    .cfi_offset s2, -16
    sw      s3, 44(sp)
    .cfi_offset s3, -20
    sw      s4, 40(sp)
    .cfi_offset s4, -24
    sw      s5, 36(sp)
    .cfi_offset s5, -28
    sw      s6, 32(sp)
    .cfi_offset s6, -32
    sw      s7, 28(sp)
    .cfi_offset s7, -36
    sw      s8, 24(sp)
    .cfi_offset s8, -40
    sw      s9, 20(sp)
    .cfi_offset s9, -44
    sw      s10, 16(sp)
    .cfi_offset s10, -48
    sw      s11, 12(sp)
    .cfi_offset s11, -52
    sw      sp, 132(a0)
    # sp is the contract's from some point on, and the frame tells where ours was.
    # DW_CFA_def_cfa_expression: DW_OP_breg10 132, DW_OP_deref, DW_OP_plus_uconst 64
    .cfi_escape 0x0f, 6, 0x7a, 0x84, 0x01, 0x06, 0x23, 64
    # The kernel stays in a contract's space, so most crossings change nothing. [Priv §4.1.11]
    csrr    t0, satp
    beq     t0, a1, 1f
    csrw    satp, a1
    sfence.vma
1:  csrw    sscratch, a0
    lw      t0, 128(a0)
    csrw    sepc, t0
    # SPP is 0, as every trap from U-mode leaves it: sret goes there, where supervisor interrupts are always on.
    # [Priv §3.1.6.1]
    lw      x1, 4(a0)
    lw      x2, 8(a0)
    lw      x3, 12(a0)
    lw      x4, 16(a0)
    lw      x5, 20(a0)
    lw      x6, 24(a0)
    lw      x7, 28(a0)
    lw      x8, 32(a0)
    lw      x9, 36(a0)
    lw      x11, 44(a0)
    lw      x12, 48(a0)
    lw      x13, 52(a0)
    lw      x14, 56(a0)
    lw      x15, 60(a0)
    lw      x16, 64(a0)
    lw      x17, 68(a0)
    lw      x18, 72(a0)
    lw      x19, 76(a0)
    lw      x20, 80(a0)
    lw      x21, 84(a0)
    lw      x22, 88(a0)
    lw      x23, 92(a0)
    lw      x24, 96(a0)
    lw      x25, 100(a0)
    lw      x26, 104(a0)
    lw      x27, 108(a0)
    lw      x28, 112(a0)
    lw      x29, 116(a0)
    lw      x30, 120(a0)
    lw      x31, 124(a0)
    lw      x10, 40(a0)
    # The same by sscratch. [psABI, DWARF numbers of CSRs] DW_OP_bregx 0x1140 132, DW_OP_deref, DW_OP_plus_uconst 64
    .cfi_escape 0x0f, 8, 0x92, 0xc0, 0x22, 0x84, 0x01, 0x06, 0x23, 64
    sret
    .cfi_endproc
    .size user_run, . - user_run

    # Every trap. sscratch is the running contract's frame: saves its registers there and returns from user_run.
    # While the kernel runs, it is zero.
    .globl trap_entry
    .type trap_entry, @function
    .align 2
trap_entry:
    .cfi_startproc
    # For whoever unwinds, this is user_run going on: the same frame, found by sscratch, then by a0, then by sp.
    .cfi_escape 0x0f, 8, 0x92, 0xc0, 0x22, 0x84, 0x01, 0x06, 0x23, 64
    .cfi_offset ra, -4
    .cfi_offset s0, -8
    .cfi_offset s1, -12
    .cfi_offset s2, -16
    .cfi_offset s3, -20
    .cfi_offset s4, -24
    .cfi_offset s5, -28
    .cfi_offset s6, -32
    .cfi_offset s7, -36
    .cfi_offset s8, -40
    .cfi_offset s9, -44
    .cfi_offset s10, -48
    .cfi_offset s11, -52
    csrrw   a0, sscratch, a0
    .cfi_escape 0x0f, 6, 0x7a, 0x84, 0x01, 0x06, 0x23, 64
    beqz    a0, kernel_trap
    sw      x1, 4(a0)
    sw      x2, 8(a0)
    sw      x3, 12(a0)
    sw      x4, 16(a0)
    sw      x5, 20(a0)
    sw      x6, 24(a0)
    sw      x7, 28(a0)
    sw      x8, 32(a0)
    sw      x9, 36(a0)
    sw      x11, 44(a0)
    sw      x12, 48(a0)
    sw      x13, 52(a0)
    sw      x14, 56(a0)
    sw      x15, 60(a0)
    sw      x16, 64(a0)
    sw      x17, 68(a0)
    sw      x18, 72(a0)
    sw      x19, 76(a0)
    sw      x20, 80(a0)
    sw      x21, 84(a0)
    sw      x22, 88(a0)
    sw      x23, 92(a0)
    sw      x24, 96(a0)
    sw      x25, 100(a0)
    sw      x26, 104(a0)
    sw      x27, 108(a0)
    sw      x28, 112(a0)
    sw      x29, 116(a0)
    sw      x30, 120(a0)
    sw      x31, 124(a0)
    csrrw   t0, sscratch, zero
    sw      t0, 40(a0)
    csrr    t0, sepc
    sw      t0, 128(a0)
    lw      sp, 132(a0)
    .cfi_def_cfa sp, 64
    lw      ra, 60(sp)
    .cfi_restore ra
    lw      s0, 56(sp)
    .cfi_restore s0
    lw      s1, 52(sp)
    .cfi_restore s1
    lw      s2, 48(sp)
    .cfi_restore s2
    lw      s3, 44(sp)
    .cfi_restore s3
    lw      s4, 40(sp)
    .cfi_restore s4
    lw      s5, 36(sp)
    .cfi_restore s5
    lw      s6, 32(sp)
    .cfi_restore s6
    lw      s7, 28(sp)
    .cfi_restore s7
    lw      s8, 24(sp)
    .cfi_restore s8
    lw      s9, 20(sp)
    .cfi_restore s9
    lw      s10, 16(sp)
    .cfi_restore s10
    lw      s11, 12(sp)
    .cfi_restore s11
    addi    sp, sp, 64
    .cfi_def_cfa_offset 0
    ret
    .cfi_endproc
    .size trap_entry, . - trap_entry

    # A trap in the kernel is a bug of the kernel: say where, and end.
    .globl kernel_trap
    .type kernel_trap, @function
    .align 2
kernel_trap:
    .cfi_startproc
    .cfi_undefined ra
    la      sp, _stack_top
    csrr    a0, scause
    csrr    a1, sepc
    csrr    a2, stval
    call    {died}
    unimp
    .cfi_endproc
    .size kernel_trap, . - kernel_trap
    .popsection
    "#,
    died = sym kernel_trapped,
);

#[cfg(target_arch = "riscv32")]
extern "C" fn kernel_trapped(cause: u32, pc: u32, value: u32) -> ! {
    panic!("trap {cause} in the kernel at {pc:#010x}, value {value:#010x}")
}

/// From here on a trap in the kernel ends it with an epitaph, and contracts can be run.
#[cfg(target_arch = "riscv32")]
pub fn catch_kernel_traps() {
    // Safety: the handler never returns, so it disturbs nobody.
    unsafe {
        core::arch::asm!("la {t}, trap_entry", "csrw stvec, {t}", "csrw sscratch, zero", "csrc sstatus, {spp}",
            "csrw sie, {timer}", t = out(reg) _, spp = in(reg) 1 << 8, timer = in(reg) 1 << 5,
            options(nostack));
    }
}

/// Runs the contract whose registers are in `frame` until it traps; they are there again afterwards.
///
/// # Safety
/// `satp` must name a live address space with the kernel in its upper half.
#[cfg(target_arch = "riscv32")]
pub unsafe fn run(frame: &mut TrapFrame, satp: u32) {
    unsafe extern "C" {
        fn user_run(frame: *mut TrapFrame, satp: u32);
    }
    // Safety: as promised by the caller; the frame is ours for as long as the contract runs.
    unsafe { user_run(frame, satp) }
}

/// The host has no U-mode.
///
/// # Safety
/// Never called.
#[cfg(not(target_arch = "riscv32"))]
pub unsafe fn run(_: &mut TrapFrame, _: u32) {
    panic!("a contract on the host")
}
