# Whole instructions across two pages, and at every halfword [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

        # Four bytes of which two are in the next page.
test_2: li TESTNUM, 2
        c.li a0, 0
        j 1f
        .balign 4096
        .zero 4094
1:      .option norvc
        addi a0, a0, 5
        .option rvc
        c.li a1, 5
        bne a0, a1, fail

        # Changed by halves between two executions.
test_3: li TESTNUM, 3
        la a2, 2f
        li a3, 3
1:      j 2f
        .balign 4096
        .zero 4094
2:      .option norvc
        addi a0, a0, 5
        .option rvc
        # Its upper half, in the next page: addi a0, a0, 16.
        li a1, 0x0105
        sh a1, 2(a2)
        fence.i
        c.addi a3, -1
        beqz a3, 3f
        c.li a0, 0
        j 2b
3:      li a1, 16
        bne a0, a1, fail

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

RVTEST_DATA_END
