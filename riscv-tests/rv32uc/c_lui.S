# c.lui [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

        TEST_CASE(2, a0, 0x00001000, c.lui a0, 1)
        TEST_CASE(3, t6, 0x0001f000, c.lui t6, 31)
        TEST_CASE(4, ra, 0xfffe0000, c.lui ra, 0xfffe0)
        TEST_CASE(5, a5, 0xfffff000, c.lui a5, 0xfffff)
        TEST_CASE(6, x0, 0, .half 0x6005)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

RVTEST_DATA_END
