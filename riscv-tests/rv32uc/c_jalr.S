# c.jalr [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

test_2: li TESTNUM, 2
        la a0, 2f
        c.jalr a0
1:      j fail
2:      la a0, 1b
        bne ra, a0, fail
        # Through the link register itself.
test_3: li TESTNUM, 3
        la ra, 2f
        c.jalr ra
1:      j fail
2:      la a0, 1b
        bne ra, a0, fail
        # The link is two bytes on.
test_4: li TESTNUM, 4
        la a0, 2f
        la a1, 1f
1:      c.jalr a0
2:      sub a0, ra, a1
        li a1, 2
        bne a0, a1, fail

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

RVTEST_DATA_END
