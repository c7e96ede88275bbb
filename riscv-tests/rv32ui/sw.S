# sw [Unpriv §2.6]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        TEST_ST_OP(2, lw, sw, 0x00aa00aa, 0, tdat)
        TEST_ST_OP(3, lw, sw, 0xaa00aa00, 4, tdat)
        TEST_ST_OP(4, lw, sw, 0x00aa00aa, -4, tdat+8)
        TEST_ST_SRC12_BYPASS(5, 0, 1, lw, sw, 0xaa00aa00, 0, tdat)
        TEST_ST_SRC21_BYPASS(6, 1, 0, lw, sw, 0x00aa00aa, 0, tdat)

        # No more is written than it says.
        TEST_CASE(7, x14, 0x12345678, la x2, tdat+16; li x1, 0x12345678; sw x1, 0(x2); lw x14, 0(x2))
        TEST_CASE(8, x14, 0xbeefbeef, la x2, tdat+16; lw x14, 4(x2))
        # x0 is stored as zero.
        TEST_CASE(9, x14, 0, la x2, tdat+24; sw x0, 0(x2); lw x14, 0(x2))
        # Across two pages, and misaligned within one.
        TEST_ST_OP(10, lw, sw, 0x12345678, 0, straddle)
        TEST_ST_OP(11, lw, sw, 0x89abcdef, -1, straddle)
        TEST_ST_OP(12, lw, sw, 0x76543210, 1, tdat)
        TEST_ST_OP(13, lw, sw, 0x76543210, 2, tdat)

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
