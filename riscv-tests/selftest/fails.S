# A test that fails in its third case: whoever runs it must say so.

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        TEST_CASE(2, x10, 2, li x10, 2)
        TEST_CASE(3, x10, 4, li x10, 3)
        TEST_CASE(4, x10, 4, li x10, 4)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
