# Loads and stores one behind the other, of all widths [Unpriv §2.6]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        TEST_ST_LD_BYPASS(2, lb, sb, 0xffffff80, 0, tdat)
        TEST_ST_LD_BYPASS(3, lbu, sb, 0x80, 1, tdat)
        TEST_ST_LD_BYPASS(4, lh, sh, 0xffff8001, 2, tdat)
        TEST_ST_LD_BYPASS(5, lhu, sh, 0x8001, 4, tdat)
        TEST_ST_LD_BYPASS(6, lw, sw, 0x80000001, 8, tdat)
        TEST_LD_ST_BYPASS(7, lb, sb, 0xffffffff, 3, tdat)
        TEST_LD_ST_BYPASS(8, lhu, sh, 0xfffe, 6, tdat)
        TEST_LD_ST_BYPASS(9, lw, sw, 0x7fffffff, 12, tdat)
        # A wide load sees a narrow store in its middle.
        TEST_CASE(10, a0, 0x1155aa44, la a1, tdat; li a2, 0x11223344; sw a2, 0(a1); li a2, 0x55aa; sh a2, 1(a1); lw a0, 0(a1))
        # And a narrow load its part of a wide store.
        TEST_CASE(11, a0, 0x22, la a1, tdat; li a2, 0x11223344; sw a2, 0(a1); lb a0, 2(a1))

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
        TEST_DATA
tdat:   .fill 8, 4, 0xdeadbeef
RVTEST_DATA_END
