# What sfence.vma and satp promise [Priv §4.2.1]

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"
#include "paging.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        PAGING_ON
        li a7, WINDOW
        .macro LOOK number, expected
        WORKS_IN PRV_S, \number, lw a0, 0(a7)
        li t5, \expected
        bne a0, t5, fail
        .endm
        .macro CHANGE place
        PTE_FOR \place, ALL
        la t0, leaf_table
        sw t1, 0(t0)
        .endm
        SET_LEAF 0, page_a, ALL
        LOOK 2, 0x11111111
        # Everything, one address, one space, both.
        CHANGE page_b
        sfence.vma
        LOOK 3, 0x22222222
        CHANGE page_a
        sfence.vma a7
        LOOK 4, 0x11111111
        CHANGE page_b
        sfence.vma x0, x0
        LOOK 5, 0x22222222
        CHANGE page_a
        li t3, 0
        sfence.vma x0, t3
        LOOK 6, 0x11111111
        CHANGE page_b
        sfence.vma a7, t3
        LOOK 7, 0x22222222
        # Another space has no entries of this one.
        CHANGE page_a
        sfence.vma
        LOOK 8, 0x11111111
        CHANGE page_b
        csrr t0, satp
        li t1, 5 << 22
        or t0, t0, t1
        csrw satp, t0
        LOOK 9, 0x22222222
        # Bare: addresses are physical.
        csrwi satp, 0
        TRAPS_IN PRV_S, 10, CAUSE_LOAD_ACCESS, a7, lw a0, 0(a7)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
        TABLES
RVTEST_DATA_END
