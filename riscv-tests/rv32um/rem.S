# rem [Unpriv §7.2]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        TEST_RR_OP(2, rem, 2, 17, 5)
        TEST_RR_ZERODEST(3, rem, 16, 30)
        TEST_RR_ZEROSRC12(4, rem, 0)
        TEST_RR_SRC12_EQ_DEST(5, rem, 0, 9)
        TEST_RR_DEST_BYPASS(6, 1, rem, 2, 17, 5)
        TEST_RR_SRC12_BYPASS(7, 0, 2, rem, 2, 17, 5)
        TEST_RR_SRC21_BYPASS(8, 1, 0, rem, 2, 17, 5)

        EDGES_RR rem, ((b == 0) & a) | (~(b == 0) & (((sa * (1 + 2 * (sa < 0))) % (sb * (1 + 2 * (sb < 0)) - (b == 0))) * (1 + 2 * (sa < 0))))

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
