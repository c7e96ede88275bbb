# c.srai [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

        TEST_CASE(2, a0, 0xc0000000, li a0, 0x80000000; c.srai a0, 1)
        TEST_CASE(3, s0, 0xffffffff, li s0, 0x80000000; c.srai s0, 31)
        TEST_CASE(4, a5, 0xffffffff, li a5, 0xffffffff; c.srai a5, 4)
        TEST_CASE(5, a0, 0x00001234, li a0, 0x12345678; c.srai a0, 16)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

RVTEST_DATA_END
