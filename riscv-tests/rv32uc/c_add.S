# c.add [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

        TEST_CASE(2, a0, 0x12345679, li a0, 1; li a1, 0x12345678; c.add a0, a1)
        TEST_CASE(3, t6, 0x80000000, li t6, 0x7fffffff; li ra, 1; c.add t6, ra)
        TEST_CASE(4, ra, 14, li ra, 7; c.add ra, ra)
        TEST_CASE(5, x0, 0, li a0, 1; .half 0x902a)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

RVTEST_DATA_END
