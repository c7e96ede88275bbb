# lhu [Unpriv §2.6]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        TEST_LD_OP(2, lhu, 0xff, 0, tdat)
        TEST_LD_OP(3, lhu, 0xff00, 0, tdat2)
        TEST_LD_OP(4, lhu, 0xf00f, 0, tdat4)
        TEST_LD_OP(5, lhu, 0xff, 0, tdat5)
        TEST_LD_OP(6, lhu, 0xf00f, -4, tdat5)
        TEST_LD_DEST_BYPASS(20, 1, lhu, 0xff, 0, tdat)
        TEST_LD_SRC1_BYPASS(21, 2, lhu, 0xff, 0, tdat)

        # Nothing is written to x0.
        TEST_CASE(22, x0, 0, la x5, tdat; lhu x0, 0(x5))
        # The base as destination.
        TEST_CASE(23, x5, 0xff, la x5, tdat; lhu x5, 0(x5))
        # Across two pages, and misaligned within one.
        TEST_LD_OP(24, lhu, 0x8412, 0, straddle)
        TEST_LD_OP(25, lhu, 0xff00, 1, tdat)
        TEST_LD_OP(26, lhu, 0x5684, 1, straddle)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
tdat:
tdat1:  .word 0x00ff00ff
tdat2:  .word 0xff00ff00
tdat3:  .word 0x0ff00ff0
tdat4:  .word 0xf00ff00f
tdat5:  .byte 0xff, 0x00, 0xf0, 0x0f
        .balign 4096
        .zero 4094
straddle:
        .byte 0x12, 0x84, 0x56, 0xf8
RVTEST_DATA_END
