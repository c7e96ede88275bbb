# fence [Unpriv §2.7]: of every set of accesses, and its reserved forms; with one hart none has anything to do

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        TEST_CASE(2, x14, 7, la x2, tdat; li x14, 7; sw x14, 0(x2); fence rw, rw; lw x14, 0(x2))
        TEST_CASE(3, x14, 8, la x2, tdat; li x14, 8; sw x14, 0(x2); fence iorw, iorw; lw x14, 0(x2))
        TEST_CASE(4, x14, 9, la x2, tdat; li x14, 9; sw x14, 0(x2); fence.tso; lw x14, 0(x2))
        # Fields that are reserved are ignored.
        TEST_CASE(5, x14, 5, li x14, 5; .word 0x0ff0870f; addi x14, x14, 0)
        TEST_CASE(6, x14, 6, li x14, 6; .word 0x0000000f; addi x14, x14, 0)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
tdat:   .word 0
RVTEST_DATA_END
