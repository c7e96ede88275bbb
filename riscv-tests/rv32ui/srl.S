# srl [Unpriv §2.4]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        TEST_RR_OP(2, srl, 0, 17, 5)
        TEST_RR_ZERODEST(3, srl, 16, 30)
        TEST_RR_ZEROSRC12(4, srl, 0)
        TEST_RR_SRC12_EQ_DEST(5, srl, 0, 9)
        TEST_RR_DEST_BYPASS(6, 1, srl, 0, 17, 5)
        TEST_RR_SRC12_BYPASS(7, 0, 2, srl, 0, 17, 5)
        TEST_RR_SRC21_BYPASS(8, 1, 0, srl, 0, 17, 5)

        EDGES_RR srl, a >> (b & 31)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
