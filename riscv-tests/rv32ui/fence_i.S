# fence.i [Zifencei]: code that was just written is what is executed

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        # The second visit of the same address finds another instruction.
test_2: li TESTNUM, 2
        la a0, patched
        lw a1, replacement
        li a2, 0
        li a4, 2
again:
        # Written while it has been executed before: addi a2, a2, 1, then addi a2, a2, 16.
patched:
        addi a2, a2, 1
        sw a1, 0(a0)
        fence.i
        addi a4, a4, -1
        bnez a4, again
        li a3, 17
        bne a2, a3, fail

        # By halves, and only the second one is fetched anew.
test_3: li TESTNUM, 3
        la a0, halves
        li a1, 0x7ff6
        sh a1, 2(a0)
        fence.i
        li a2, 0
halves: addi a2, a2, 1
        li a3, 0x7ff
        bne a2, a3, fail

        # A function made in data.
test_4: li TESTNUM, 4
        la a0, made
        lw a1, replacement
        sw a1, 0(a0)
        lw a1, return
        sw a1, 4(a0)
        fence.i
        li a2, 1
        jalr ra, a0, 0
        li a3, 17
        bne a2, a3, fail

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
replacement:
        .word 0x01060613
return: .word 0x00008067
made:   .zero 8
RVTEST_DATA_END
