# c.nop [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

        TEST_CASE(2, a0, 7, li a0, 7; c.nop; c.nop; c.nop)
        # Two of them are four bytes.
        TEST_CASE(3, a0, 4, la a1, 1f; la a2, 2f; sub a0, a2, a1; 1: c.nop; c.nop; 2:)
        # The hints around it change nothing.
        TEST_CASE(4, a0, 9, li a0, 9; .half 0x0005; .half 0x107d; .half 0x0001)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

RVTEST_DATA_END
