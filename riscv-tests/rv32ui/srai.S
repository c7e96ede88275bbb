# srai [Unpriv §2.4]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        TEST_IMM_OP(2, srai, 0, 17, 5)
        TEST_IMM_ZERODEST(3, srai, 33, 20)
        TEST_IMM_ZEROSRC1(4, srai, 0, 31)
        TEST_IMM_SRC1_EQ_DEST(5, srai, 0, 17, 5)

        EDGES_SHIFT srai, (a >> i) | ((a >> 31) * ((0xffffffff << (31 - i)) << 1))

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
