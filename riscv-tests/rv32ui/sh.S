# sh [Unpriv §2.6]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        TEST_ST_OP(2, lh, sh, 0xffffaa00, 0, tdat)
        TEST_ST_OP(3, lh, sh, 0x0aa0, 2, tdat)
        TEST_ST_OP(4, lh, sh, 0xffffaa00, -2, tdat+8)
        TEST_ST_SRC12_BYPASS(5, 0, 1, lh, sh, 0x0aa0, 0, tdat)
        TEST_ST_SRC21_BYPASS(6, 1, 0, lh, sh, 0xffffaa00, 0, tdat)

        # No more is written than it says.
        TEST_CASE(7, x14, 0xbeef5678, la x2, tdat+16; li x1, 0x12345678; sh x1, 0(x2); lw x14, 0(x2))
        TEST_CASE(8, x14, 0xbeefbeef, la x2, tdat+16; lw x14, 4(x2))
        # x0 is stored as zero.
        TEST_CASE(9, x14, 0, la x2, tdat+24; sh x0, 0(x2); lh x14, 0(x2))
        # Across two pages, and misaligned within one.
        TEST_ST_OP(10, lh, sh, 0x1234, 1, straddle)
        TEST_CASE(11, x14, 0xbe1234ef, la x2, straddle; lw x14, 0(x2))
        TEST_ST_OP(12, lh, sh, 0x5678, 1, tdat)

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
