# beq [Unpriv §2.5]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        TEST_BR2_OP_TAKEN(2, beq, 7, 7)
        TEST_BR2_OP_NOTTAKEN(3, beq, 7, 8)
        TEST_BR2_SRC12_BYPASS(4, 0, 2, beq, 7, 8)
        TEST_BR2_SRC21_BYPASS(5, 1, 1, beq, 7, 8)

        EDGES_BRANCH beq, (a == b)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
