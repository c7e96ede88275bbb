/* A kernel of one page table and one trap handler, in machine mode and so without translation. */

        .macro DEMAND_PAGING
        .section .text.init
        .balign 64
        .globl _start
_start: la t0, root_table
        la t1, leaf_table
        srli t2, t1, 12
        slli t2, t2, PTE_PPN_SHIFT
        ori t2, t2, PTE_V
        li t3, (USER_BASE >> 22) * 4
        add t3, t0, t3
        sw t2, 0(t3)
        srli t0, t0, 12
        li t1, SATP32_MODE
        or t0, t0, t1
        csrw satp, t0
        sfence.vma
        li t0, -1
        csrw pmpaddr0, t0
        li t0, PMP_NAPOT | PMP_R | PMP_W | PMP_X
        csrw pmpcfg0, t0
        csrwi mie, 0
        csrwi medeleg, 0
        csrwi mideleg, 0
        la t0, handler
        csrw mtvec, t0
        la t0, saved
        csrw mscratch, t0
        li t0, MSTATUS_MPP
        csrc mstatus, t0
        lui t0, %hi(user_start)
        addi t0, t0, %lo(user_start)
        csrw mepc, t0
        .irp r, ra, sp, gp, tp, t0, t1, t2, s0, s1, a0, a1, a2, a3, a4, a5, a6, a7
        li \r, 0
        .endr
        .irp r, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, t3, t4, t5, t6
        li \r, 0
        .endr
        mret

        .balign 4
handler:
        csrrw t6, mscratch, t6
        sw t0, 0(t6)
        sw t1, 4(t6)
        sw t2, 8(t6)
        csrr t0, mcause
        li t1, CAUSE_USER_ECALL
        beq t0, t1, user_call
        /* Of all others only page faults of the test's own pages are expected. */
        li t2, PTE_V | PTE_R | PTE_W | PTE_X | PTE_U | PTE_A
        li t1, CAUSE_FETCH_PAGE_FAULT
        beq t0, t1, map_page
        li t1, CAUSE_LOAD_PAGE_FAULT
        beq t0, t1, map_page
        ori t2, t2, PTE_D
        li t1, CAUSE_STORE_PAGE_FAULT
        bne t0, t1, unexpected
map_page:
        csrr t0, mtval
        li t1, USER_BASE
        sub t0, t0, t1
        li t1, 1 << 22
        bgeu t0, t1, unexpected
        srli t0, t0, 12
        /* t0 is the page's number from the start of the test; its frame is as far from the start of the frames. */
        la t1, _frames
        srli t1, t1, 12
        add t1, t1, t0
        slli t1, t1, PTE_PPN_SHIFT
        or t2, t2, t1
        la t1, leaf_table
        slli t0, t0, 2
        add t0, t0, t1
        lw t1, 0(t0)
        /* A fault that would find the same entry again is no progress. */
        beq t1, t2, unexpected
        sw t2, 0(t0)
        sfence.vma
        lw t0, 0(t6)
        lw t1, 4(t6)
        lw t2, 8(t6)
        csrrw t6, mscratch, t6
        mret
unexpected:
        ori TESTNUM, TESTNUM, 1337
user_call:
        WRITE_RESULT

        .section .bss.tables, "aw", @nobits
        .balign 4096
root_table:
        .zero 4096
leaf_table:
        .zero 4096
saved:  .zero 16
        .endm
