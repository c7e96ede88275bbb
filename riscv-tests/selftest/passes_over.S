# A test that jumps over a case and says that it passed: that is no pass.

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        TEST_CASE(2, x10, 2, li x10, 2)
        j pass
        TEST_CASE(3, x10, 3, li x10, 3)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
