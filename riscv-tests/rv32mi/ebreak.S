# ebreak [Priv §3.3.1]: epc and tval are its own address

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        TRAPS 2, CAUSE_BREAKPOINT, pc, ebreak
        TRAPS_IN PRV_U, 3, CAUSE_BREAKPOINT, pc, ebreak
        li t0, 1 << CAUSE_BREAKPOINT
        csrw medeleg, t0
        DELEGATED_IN PRV_U, 4, CAUSE_BREAKPOINT, pc, ebreak
        DELEGATED_IN PRV_S, 5, CAUSE_BREAKPOINT, pc, ebreak
        TRAPS 6, CAUSE_BREAKPOINT, pc, ebreak

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
