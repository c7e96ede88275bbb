# lui [Unpriv §2.4]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        TEST_CASE(2, x1, 0x00000000, lui x1, 0x00000)
        TEST_CASE(3, x1, 0xfffff000, lui x1, 0xfffff)
        TEST_CASE(4, x1, 0x7ffff000, lui x1, 0x7ffff)
        TEST_CASE(5, x1, 0x80000000, lui x1, 0x80000)
        TEST_CASE(6, x1, 0x00001000, li x1, -1; lui x1, 1)
        TEST_CASE(7, x0, 0, lui x0, 0x80000)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
