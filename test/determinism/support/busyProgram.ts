/**
 * A bare machine's program with all that could go differently a second time: timer interrupts at odd moments, code that
 * rewrites itself, page tables that change without a fence, atomics, counters, and output.
 */

export const BUSY_PROGRAM = `
    la t0, handler
    csrw mtvec, t0
    li t0, -1
    csrw pmpaddr0, t0
    li t0, 0x1f
    csrw pmpcfg0, t0
    li s0, 0x2004000          # mtimecmp
    li s1, 0x200bff8          # mtime
    li t0, 137
    sw t0, 0(s0)
    sw zero, 4(s0)
    li t0, 0x80
    csrw mie, t0
    # Root at 0x80040000: RAM and the UART where they are and, at 0x40000000, a superpage that flips between two places.
    li t1, 0x80040000
    li t0, 0x200000df
    sw t0, 0x7fc(t1)
    addi t1, t1, 4
    sw t0, 0x7fc(t1)
    li t0, 0x040000d7
    sw t0, 0xfc(t1)
    li t0, 0x80080040
    csrw satp, t0
    li t0, 0x00020000          # MPRV: loads and stores are those of user mode.
    csrs mstatus, t0
    csrsi mstatus, 8
    li s3, 1
    li s4, 0x40050000
    li s5, 0
again:
    # RAM, or RAM four megabytes further on.
    andi t0, s3, 1
    slli t0, t0, 20
    li t1, 0x200000d7
    add t0, t0, t1
    li t1, 0x80040400
    sw t0, 0(t1)
    lw t2, 0(s4)
    add t2, t2, s3
    sw t2, 0(s4)
    add s5, s5, t2
    # An addi whose immediate is s3.
    la t1, patched
    slli t0, s3, 20
    li t3, 0x00090913          # addi s2, s2, 0
    or t0, t0, t3
    sw t0, 0(t1)
    fence.i
patched:
    addi s2, s2, 0
    la t1, word
    amoadd.w t0, s3, (t1)
    lr.w t0, (t1)
    sc.w t3, s2, (t1)
    csrr t0, cycle
    xor s5, s5, t0
    csrr t0, instret
    add s5, s5, t0
    addi s3, s3, 1
    andi t0, s3, 63
    bnez t0, again
    li t1, 0x10000000
    andi t0, s5, 63
    addi t0, t0, 48
    sb t0, 0(t1)
    j again

    .balign 4
handler:
    csrw mscratch, t0
    lw t0, 0(s1)
    add s6, s6, t0
    addi t0, t0, 211
    sw t0, 0(s0)
    csrr t0, mepc
    xor s7, s7, t0
    csrr t0, mscratch
    mret
    .balign 4
word:
    .word 0
`;
