# c.addi4spn [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

        TEST_CASE(2, a0, 0x1004, li sp, 0x1000; c.addi4spn a0, sp, 4)
        TEST_CASE(3, s0, 0x13fc, li sp, 0x1000; c.addi4spn s0, sp, 1020)
        TEST_CASE(4, a5, 0x1154, li sp, 0x1000; c.addi4spn a5, sp, 340)
        TEST_CASE(5, a3, 0x000000a8, li sp, -512; c.addi4spn a3, sp, 680)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

RVTEST_DATA_END
