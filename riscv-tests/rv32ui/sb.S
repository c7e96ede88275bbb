# sb [Unpriv §2.6]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        TEST_ST_OP(2, lb, sb, 0xffffffaa, 0, tdat)
        TEST_ST_OP(3, lb, sb, 0x00, 1, tdat)
        TEST_ST_OP(4, lb, sb, 0xffffffaa, -1, tdat+8)
        TEST_ST_SRC12_BYPASS(5, 0, 1, lb, sb, 0x00, 0, tdat)
        TEST_ST_SRC21_BYPASS(6, 1, 0, lb, sb, 0xffffffaa, 0, tdat)

        # No more is written than it says.
        TEST_CASE(7, x14, 0xbeefbe78, la x2, tdat+16; li x1, 0x12345678; sb x1, 0(x2); lw x14, 0(x2))
        TEST_CASE(8, x14, 0xbeefbeef, la x2, tdat+16; lw x14, 4(x2))
        # x0 is stored as zero.
        TEST_CASE(9, x14, 0, la x2, tdat+24; sb x0, 0(x2); lb x14, 0(x2))
        # At the last byte of a page.
        TEST_ST_OP(10, lb, sb, 0x55, 1, straddle)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
tdat:   .fill 8, 4, 0xbeefbeef
        .balign 4096
        .zero 4094
straddle:
        .fill 2, 4, 0xbeefbeef
RVTEST_DATA_END
