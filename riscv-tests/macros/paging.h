/*
 * Page tables for tests of Sv32. Memory is mapped where it is by one superpage, so that the test itself runs in
 * supervisor mode; user mode has the same superpage 16 MiB higher. Below them is one page table for 4 KiB pages:
 *
 *   0x00400000..0x007fffff   leaf_table, an entry a page
 *   0x80000000..0x803fffff   supervisor's superpage
 *   0x81000000..0x813fffff   user's superpage, of the same memory
 */

#ifndef _PAGING_H
#define _PAGING_H

#define WINDOW 0x00400000
#define USER_ALIAS 0x01000000
#define ALL (PTE_V | PTE_R | PTE_W | PTE_X | PTE_A | PTE_D)

/* An entry for the page or table at a symbol, into t1. */
        .macro PTE_FOR place, flags
        la t1, \place
        srli t1, t1, 12
        slli t1, t1, PTE_PPN_SHIFT
        li t2, \flags
        or t1, t1, t2
        .endm

        .macro SET_LEAF index, place, flags
        PTE_FOR \place, \flags
        la t0, leaf_table
        sw t1, 4 * \index(t0)
        sfence.vma
        .endm

/* Bits of an entry alone: a wrong page number, reserved bits. */
        .macro SET_LEAF_BITS index, bits
        li t1, \bits
        la t0, leaf_table
        sw t1, 4 * \index(t0)
        sfence.vma
        .endm

        .macro SET_ROOT index, bits
        li t1, \bits
        la t0, root_table
        li t2, 4 * \index
        add t0, t0, t2
        sw t1, 0(t0)
        sfence.vma
        .endm

        .macro PAGING_ON
        la t0, root_table
        PTE_FOR leaf_table, PTE_V
        sw t1, 4 * (WINDOW >> 22)(t0)
        SET_ROOT 0x200, (0x80000000 >> 2) | ALL
        SET_ROOT 0x204, (0x80000000 >> 2) | ALL | PTE_U
        la t0, root_table
        srli t0, t0, 12
        li t1, SATP32_MODE
        or t0, t0, t1
        csrw satp, t0
        sfence.vma
        .endm

/* An instruction that works under paging: a supervisor's, or with MPRV machine mode's own. */
        .macro AS_SUPERVISOR number, insn:vararg
        WORKS_IN PRV_S, \number, \insn
        .endm

        .macro TABLES
        .balign 4096
root_table:
        .zero 4096
leaf_table:
        .zero 4096
page_a: .fill 1024, 4, 0x11111111
page_b: .fill 1024, 4, 0x22222222
page_c: .fill 1023, 4, 0x00100513
        .word 0x00008067
        .endm

/* In user mode: the same code through the user's superpage. */
        .macro USER_TRAPS number, cause, tval, insn:vararg
        BEGIN_CASE \number
        la s11, 8f
        li t5, MSTATUS_MPP
        csrc mstatus, t5
        la t5, 7f
        li t6, USER_ALIAS
        add t5, t5, t6
        csrw mepc, t5
        mret
7:      \insn
        ecall
8:      EXPECT 3, \cause, \tval
        CAME_FROM PRV_U
        .endm

        .macro USER_WORKS number, insn:vararg
        USER_TRAPS \number, CAUSE_USER_ECALL, zero, \insn
        .endm

#endif
