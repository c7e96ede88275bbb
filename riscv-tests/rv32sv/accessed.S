# A and D are software's [Svade]

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"
#include "paging.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        PAGING_ON
        li a7, WINDOW
        SET_LEAF 0, page_a, PTE_V | PTE_R | PTE_W | PTE_X
        TRAPS_IN PRV_S, 2, CAUSE_LOAD_PAGE_FAULT, a7, lw a0, 0(a7)
        TRAPS_IN PRV_S, 3, CAUSE_STORE_PAGE_FAULT, a7, sw a0, 0(a7)
        FETCH_TRAPS_IN PRV_S, 4, CAUSE_FETCH_PAGE_FAULT, a7
        SET_LEAF 0, page_a, PTE_V | PTE_R | PTE_W | PTE_X | PTE_A
        AS_SUPERVISOR 5, lw a0, 0(a7)
        TRAPS_IN PRV_S, 6, CAUSE_STORE_PAGE_FAULT, a7, sw a0, 0(a7)
        TRAPS_IN PRV_S, 7, CAUSE_STORE_PAGE_FAULT, a7, amoor.w a0, x0, (a7)
        SET_LEAF 0, page_a, ALL
        AS_SUPERVISOR 8, sw a0, 0(a7)
        # The entry is as it was written.
        TEST_CASE(9, a0, ALL, la a1, leaf_table; lw a0, 0(a1); andi a0, a0, 0x3ff)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
        TABLES
RVTEST_DATA_END
