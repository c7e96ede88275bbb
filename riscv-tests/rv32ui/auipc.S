# auipc [Unpriv §2.4]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        # Two of them, four bytes apart.
        TEST_CASE(2, x10, 4, auipc x10, 0; auipc x11, 0; sub x10, x11, x10)
        TEST_CASE(3, x10, 0x1004, auipc x10, 0; auipc x11, 1; sub x10, x11, x10)
        TEST_CASE(4, x10, -4092, auipc x10, 0; auipc x11, 0xfffff; sub x10, x11, x10)
        # The sum is modulo 2^32.
        TEST_CASE(5, x10, 0x80000004, auipc x10, 0; auipc x11, 0x80000; sub x10, x11, x10)
        # The address is the instruction's own.
        TEST_CASE(6, x10, 4, jal x11, 1f; 1: auipc x10, 0; addi x10, x10, 4; sub x10, x10, x11)
        TEST_CASE(7, x0, 0, auipc x0, 0x12345)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
