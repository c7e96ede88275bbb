# c.jr [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

test_2: li TESTNUM, 2
        la a0, 2f
        li ra, 5
        c.jr a0
        j fail
2:      li a0, 5
        bne ra, a0, fail
        # The lowest bit is cleared.
test_3: li TESTNUM, 3
        la t6, 2f + 1
        c.jr t6
        j fail
2:

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

RVTEST_DATA_END
