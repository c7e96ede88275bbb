# c.slli [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

        TEST_CASE(2, a0, 2, li a0, 0x80000001; c.slli a0, 1)
        TEST_CASE(3, t6, 0x80000000, li t6, -1; c.slli t6, 31)
        TEST_CASE(4, ra, 0x56780000, li ra, 0x12345678; c.slli ra, 16)
        TEST_CASE(5, x0, 0, .half 0x0006)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

RVTEST_DATA_END
