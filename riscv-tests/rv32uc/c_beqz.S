# c.beqz [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

test_2: li TESTNUM, 2
        li a0, 0
        c.beqz a0, 1f
        j fail
1:
test_3: li TESTNUM, 3
        li a5, 1
        c.beqz a5, 1f
        j 2f
1:      j fail
2:
        # Backward.
test_4: li TESTNUM, 4
        li s0, 0
        j 2f
1:      j 3f
        j fail
2:      c.beqz s0, 1b
        j fail
3:
        # The highest bit alone, and as far forward as it reaches.
test_5: li TESTNUM, 5
        li s1, 0x80000000
        c.beqz s1, 1f
        j 2f
        .zero 244
1:      li a0, 0
        beqz a0, fail_unless_zero
        j 3f
2:      li a0, 0
        bnez a0, fail
        j 3f
fail_unless_zero:
        j fail
3:

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

RVTEST_DATA_END
