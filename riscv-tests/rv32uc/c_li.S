# c.li [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

        TEST_CASE(2, a0, 0, li a0, 1; c.li a0, 0)
        TEST_CASE(3, a0, 31, c.li a0, 31)
        TEST_CASE(4, t6, -32, c.li t6, -32)
        TEST_CASE(5, ra, -1, c.li ra, -1)
        TEST_CASE(6, x0, 0, .half 0x4005)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

RVTEST_DATA_END
