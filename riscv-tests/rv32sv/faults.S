# Every step of the walk that fails [Priv §4.3.2]

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"
#include "paging.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        PAGING_ON
        li a7, WINDOW + 0x10
        # Not valid, at the leaf and at the root.
        SET_LEAF_BITS 0, 0
        TRAPS_IN PRV_S, 2, CAUSE_LOAD_PAGE_FAULT, a7, lw a0, 0(a7)
        TRAPS_IN PRV_S, 3, CAUSE_STORE_PAGE_FAULT, a7, sw a0, 0(a7)
        TRAPS_IN PRV_S, 4, CAUSE_LOAD_PAGE_FAULT, a7, lr.w a0, (a7)
        TRAPS_IN PRV_S, 5, CAUSE_STORE_PAGE_FAULT, a7, amoadd.w a0, a0, (a7)
        TRAPS_IN PRV_S, 6, CAUSE_STORE_PAGE_FAULT, a7, sc.w a0, a0, (a7)
        FETCH_TRAPS_IN PRV_S, 7, CAUSE_FETCH_PAGE_FAULT, a7
        li a6, 0x00c00000
        TRAPS_IN PRV_S, 8, CAUSE_LOAD_PAGE_FAULT, a6, lw a0, 0(a6)
        # W without R is reserved.
        SET_LEAF 0, page_a, PTE_V | PTE_W | PTE_A | PTE_D
        TRAPS_IN PRV_S, 9, CAUSE_STORE_PAGE_FAULT, a7, sw a0, 0(a7)
        SET_LEAF 0, page_a, PTE_V | PTE_W | PTE_X | PTE_A | PTE_D
        TRAPS_IN PRV_S, 10, CAUSE_LOAD_PAGE_FAULT, a7, lw a0, 0(a7)
        # A pointer at the last level.
        SET_LEAF 0, page_a, PTE_V
        TRAPS_IN PRV_S, 11, CAUSE_LOAD_PAGE_FAULT, a7, lw a0, 0(a7)
        # Rights that are not there.
        SET_LEAF 0, page_a, PTE_V | PTE_R | PTE_A | PTE_D
        TRAPS_IN PRV_S, 12, CAUSE_STORE_PAGE_FAULT, a7, sw a0, 0(a7)
        FETCH_TRAPS_IN PRV_S, 13, CAUSE_FETCH_PAGE_FAULT, a7
        AS_SUPERVISOR 14, lw a0, 0(a7)
        li t0, 0x11111111
        bne a0, t0, fail
        SET_LEAF 0, page_a, PTE_V | PTE_X | PTE_A | PTE_D
        TRAPS_IN PRV_S, 15, CAUSE_LOAD_PAGE_FAULT, a7, lw a0, 0(a7)
        # A store that fails has stored nothing.
        SET_LEAF 0, page_a, PTE_V | PTE_R | PTE_W | PTE_A | PTE_D
        AS_SUPERVISOR 16, lw a0, 0(a7)
        li t0, 0x11111111
        bne a0, t0, fail
        # A page that is not in memory, and a table that is not: access faults.
        SET_LEAF_BITS 0, (0x40000000 >> 2) | ALL
        TRAPS_IN PRV_S, 17, CAUSE_LOAD_ACCESS, a7, lw a0, 0(a7)
        TRAPS_IN PRV_S, 18, CAUSE_STORE_ACCESS, a7, sw a0, 0(a7)
        FETCH_TRAPS_IN PRV_S, 19, CAUSE_FETCH_ACCESS, a7
        SET_ROOT 3, (0x40000000 >> 2) | PTE_V
        TRAPS_IN PRV_S, 20, CAUSE_LOAD_ACCESS, a6, lw a0, 0(a6)
        TRAPS_IN PRV_S, 21, CAUSE_STORE_ACCESS, a6, sw a0, 0(a6)
        # Across two pages: tval is where the part that fails begins.
        SET_LEAF 0, page_a, ALL
        SET_LEAF_BITS 1, 0
        li a6, WINDOW + 0xffe
        li a5, WINDOW + 0x1000
        TRAPS_IN PRV_S, 22, CAUSE_LOAD_PAGE_FAULT, a5, lw a0, 0(a6)
        TRAPS_IN PRV_S, 23, CAUSE_STORE_PAGE_FAULT, a5, sw a0, 0(a6)
        SET_LEAF_BITS 0, 0
        TRAPS_IN PRV_S, 24, CAUSE_LOAD_PAGE_FAULT, a6, lw a0, 0(a6)
        # Machine mode is not translated.
        TEST_CASE(25, a0, 0x11111111, la a1, page_a; lw a0, 0(a1))

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
        TABLES
RVTEST_DATA_END
