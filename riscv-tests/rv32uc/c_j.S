# c.j [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

test_2: li TESTNUM, 2
        li ra, 5
        c.j 2f
        j fail
        .zero 1000
1:      c.j 3f
        j fail
2:      c.j 1b
        j fail
        # Nothing is linked.
3:      li a0, 5
        bne ra, a0, fail

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

RVTEST_DATA_END
