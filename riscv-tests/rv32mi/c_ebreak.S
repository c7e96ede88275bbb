# c.ebreak [Unpriv §16.8]: the same in two bytes

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        TRAPS 2, CAUSE_BREAKPOINT, pc, .half 0x9002
        # In the second half of a word.
        .balign 4
        .half 0x0001
        TRAPS 3, CAUSE_BREAKPOINT, pc, .half 0x9002
        .balign 4

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
