# c.jal [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

test_2: li TESTNUM, 2
        c.jal 2f
1:      j fail
        .zero 1000
2:      la a0, 1b
        bne ra, a0, fail
        # Backward.
test_3: li TESTNUM, 3
        c.j 2f
1:      c.j 3f
        j fail
2:      c.jal 1b
4:      j fail
3:      la a0, 4b
        bne ra, a0, fail
        # As far as it reaches: 2046 forward, 2048 back.
test_4: li TESTNUM, 4
        c.jal 1f
        .zero 2044
1:
test_5: li TESTNUM, 5
        j 1f
        .option norvc
2:      j 3f
        .option rvc
        .zero 2044
1:      c.jal 2b
        j fail
3:

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

RVTEST_DATA_END
