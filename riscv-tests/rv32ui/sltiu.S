# sltiu [Unpriv §2.4]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        TEST_IMM_OP(2, sltiu, 0, 17, 5)
        TEST_IMM_ZERODEST(3, sltiu, 33, 50)
        TEST_IMM_ZEROSRC1(4, sltiu, 1, 32)
        TEST_IMM_DEST_BYPASS(5, 1, sltiu, 0, 17, 5)
        TEST_IMM_SRC1_BYPASS(6, 1, sltiu, 0, 17, 5)

        EDGES_RI sltiu, -(a < ui)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
