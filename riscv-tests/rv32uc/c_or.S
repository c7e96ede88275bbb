# c.or [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

        TEST_CASE(2, a5, 0x1f3f5f7f, li a5, 0x12345678; li s1, 0x0f0f0f0f; c.or a5, s1)
        TEST_CASE(3, a3, 0x00000001, li a3, 0x00000000; li a4, 0x00000001; c.or a3, a4)
        TEST_CASE(4, a0, 0xffffffff, li a0, 0x80000000; li a1, 0x7fffffff; c.or a0, a1)
        TEST_CASE(5, s0, 0xffffffff, li s0, 0xffffffff; li a5, 0xffffffff; c.or s0, a5)
        # One register twice.
        TEST_CASE(6, a0, 0x5a5a5a5a, li a0, 0x5a5a5a5a; c.or a0, a0)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

RVTEST_DATA_END
