# divu [Unpriv §7.2]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        TEST_RR_OP(2, divu, 3, 17, 5)
        TEST_RR_ZERODEST(3, divu, 16, 30)
        TEST_RR_ZEROSRC12(4, divu, -1)
        TEST_RR_SRC12_EQ_DEST(5, divu, 1, 9)
        TEST_RR_DEST_BYPASS(6, 1, divu, 3, 17, 5)
        TEST_RR_SRC12_BYPASS(7, 0, 2, divu, 3, 17, 5)
        TEST_RR_SRC21_BYPASS(8, 1, 0, divu, 3, 17, 5)

        EDGES_RR divu, ((b == 0) & 0xffffffff) | (~(b == 0) & (a / (b - (b == 0))))

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
