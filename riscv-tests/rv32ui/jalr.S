# jalr [Unpriv §2.5]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

test_2: li TESTNUM, 2
        li t0, 0
        la t1, 2f
        jalr t0, t1, 0
1:      j fail
2:      la t1, 1b
        bne t0, t1, fail

        # One register as source and destination: the target is formed first.
test_3: li TESTNUM, 3
        la t0, 2f
        jalr t0, t0, 0
1:      j fail
2:      la t1, 1b
        bne t0, t1, fail

        TEST_JALR_SRC1_BYPASS(4, 0, jalr)
        TEST_JALR_SRC1_BYPASS(5, 1, jalr)
        TEST_JALR_SRC1_BYPASS(6, 2, jalr)

        # The lowest bit of the sum is cleared.
test_7: li TESTNUM, 7
        la t1, 2f
        jalr t0, t1, 1
        j fail
2:

        # Offsets of both signs.
test_8: li TESTNUM, 8
        la t1, 2f + 2048
        jalr t0, t1, -2048
        j fail
2:
test_9: li TESTNUM, 9
        la t1, 2f - 2044
        jalr x0, t1, 2044
        j fail
2:

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
