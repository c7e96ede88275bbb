# c.ebreak [Unpriv §16.8]: the same in two bytes

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        .option rvc
        TRAPS 2, CAUSE_BREAKPOINT, pc, c.ebreak
        # In the second half of a word.
        .balign 4
        c.nop
        TRAPS 3, CAUSE_BREAKPOINT, pc, c.ebreak
        .balign 4

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
