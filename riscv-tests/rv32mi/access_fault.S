# Where there is no memory [Priv §3.6]

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        # Below everything, and far above.
        li a7, 0
        TRAPS 2, CAUSE_LOAD_ACCESS, a7, lw a1, 0(a7)
        TRAPS 3, CAUSE_STORE_ACCESS, a7, sw a1, 0(a7)
        li a7, 0xfffffff0
        TRAPS 4, CAUSE_LOAD_ACCESS, a7, lb a1, 0(a7)
        TRAPS 5, CAUSE_STORE_ACCESS, a7, sb a1, 0(a7)
        TRAPS 6, CAUSE_LOAD_ACCESS, a7, lr.w a1, (a7)
        TRAPS 7, CAUSE_STORE_ACCESS, a7, amoadd.w a1, a1, (a7)
        # The destination of a load that failed stays as it was.
        li a1, 55
        TRAPS 8, CAUSE_LOAD_ACCESS, a7, lw a1, 0(a7)
        TEST_CASE(9, a1, 55, nop)
        # Nothing to fetch.
        li a7, 0x00000100
        FETCH_TRAPS_IN PRV_M, 10, CAUSE_FETCH_ACCESS, a7
        li a7, 0xfffff000
        FETCH_TRAPS_IN PRV_U, 11, CAUSE_FETCH_ACCESS, a7

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
