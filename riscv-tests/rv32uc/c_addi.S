# c.addi [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

        TEST_CASE(2, a0, 8, li a0, 7; c.addi a0, 1)
        TEST_CASE(3, t6, -25, li t6, 7; c.addi t6, -32)
        TEST_CASE(4, ra, 38, li ra, 7; c.addi ra, 31)
        TEST_CASE(5, a0, 0x80000000, li a0, 0x7fffffff; c.addi a0, 1)
        TEST_CASE(6, a0, 0x7fffffff, li a0, 0x80000000; c.addi a0, -1)
        # With a zero immediate it is a hint.
        TEST_CASE(7, a0, 5, li a0, 5; .half 0x0501)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

RVTEST_DATA_END
