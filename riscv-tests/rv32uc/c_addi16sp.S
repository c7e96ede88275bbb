# c.addi16sp [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

        TEST_CASE(2, sp, 0x1010, li sp, 0x1000; c.addi16sp sp, 16)
        TEST_CASE(3, sp, 0x0e00, li sp, 0x1000; c.addi16sp sp, -512)
        TEST_CASE(4, sp, 0x11f0, li sp, 0x1000; c.addi16sp sp, 496)
        TEST_CASE(5, sp, 0x0ff0, li sp, 0x1000; c.addi16sp sp, -16)
        TEST_CASE(6, sp, 0x1150, li sp, 0x1000; c.addi16sp sp, 336)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

RVTEST_DATA_END
