# jal [Unpriv §2.5]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

test_2: li TESTNUM, 2
        li ra, 0
        jal x4, 2f
1:      nop
        nop
        j fail
2:      la x2, 1b
        bne x2, x4, fail

        # Backward, and as far as three instructions.
test_3: li TESTNUM, 3
        j 4f
3:      j 5f
        j fail
4:      jal x5, 3b
        j fail
5:      la x2, 4b
        addi x2, x2, 4
        bne x2, x5, fail

        TEST_CASE(4, ra, 3, li ra, 1; jal x0, 1f; addi ra, ra, 1; addi ra, ra, 1; 1: addi ra, ra, 1; addi ra, ra, 1)

        # To the edge of a page and past it.
test_5: li TESTNUM, 5
        jal x6, far
        j fail
        .balign 4096
        .zero 4092
far:    nop
        nop

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
