# c.mv [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

        TEST_CASE(2, a0, 0x12345678, li a1, 0x12345678; c.mv a0, a1)
        TEST_CASE(3, t6, -1, li ra, -1; c.mv t6, ra)
        TEST_CASE(4, ra, 7, li t6, 7; c.mv ra, t6)
        TEST_CASE(5, x0, 0, li a0, 1; .half 0x802a)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

RVTEST_DATA_END
