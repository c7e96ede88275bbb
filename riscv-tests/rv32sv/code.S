# Code under paging: pages from anywhere, and instructions on two of them [Priv §4.3]

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"
#include "paging.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        PAGING_ON
        # page_c is full of `li a0, 1`, and returns at its end.
        SET_LEAF 0, page_c, ALL
        li a7, WINDOW
        WORKS_IN PRV_S, 2, jalr ra, 0(a7)
        li t0, 1
        bne a0, t0, fail
        # The first half in one page, the second in another that comes from somewhere else: addi a0, a0, 5.
        la t0, page_a + 4094
        li t1, 0x0513
        sh t1, 0(t0)
        la t0, page_b
        li t1, 0x0055
        sh t1, 0(t0)
        li t1, 0x8082
        sh t1, 2(t0)
        fence.i
        SET_LEAF 0, page_a, ALL
        SET_LEAF 1, page_b, ALL
        li a7, WINDOW + 4094
        li a0, 10
        WORKS_IN PRV_S, 3, jalr ra, 0(a7)
        li t0, 15
        bne a0, t0, fail
        # Without the second page: epc is the instruction, tval where the fetch failed.
        SET_LEAF_BITS 1, 0
        li a6, WINDOW + 4096
        BEGIN_CASE 4
        la s11, 1f
        ENTER PRV_S
        jr a7
1:      EXPECT 3, CAUSE_FETCH_PAGE_FAULT, a6
        bne s9, a7, fail
        # And without the first.
        SET_LEAF_BITS 0, 0
        SET_LEAF 1, page_b, ALL
        FETCH_TRAPS_IN PRV_S, 5, CAUSE_FETCH_PAGE_FAULT, a7

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
        TABLES
RVTEST_DATA_END
