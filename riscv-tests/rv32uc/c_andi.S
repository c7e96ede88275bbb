# c.andi [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

        TEST_CASE(2, a0, 0x18, li a0, 0x12345678; c.andi a0, 31)
        TEST_CASE(3, s1, 0x12345660, li s1, 0x12345678; c.andi s1, -32)
        TEST_CASE(4, a5, 0x12345678, li a5, 0x12345678; c.andi a5, -1)
        TEST_CASE(5, a0, 0, li a0, 0x12345678; c.andi a0, 0)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

RVTEST_DATA_END
