# amominu.w [Unpriv §8.4]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        EDGES_AMO amominu.w, (a & (a < b)) | (b & ~(a < b))

        # The ordering bits change nothing with one hart.
        .irp order, .aq, .rl, .aqrl
        la a0, amo_operand
        li a1, 5
        sw a1, 0(a0)
        li a2, 9
        amominu.w\order a3, a2, (a0)
        bne a3, a1, fail
        .endr

        # Without a destination it is done all the same, and x0 as source is zero.
        TEST_CASE(2, a3, 3, la a0, amo_operand; li a1, 6; sw a1, 0(a0); li a2, 3; amominu.w x0, a2, (a0); lw a3, 0(a0))
        TEST_CASE(3, a3, 6, la a0, amo_operand; li a1, 6; sw a1, 0(a0); amominu.w a3, x0, (a0))
        # The address as destination.
        TEST_CASE(4, a0, 6, la a0, amo_operand; li a1, 6; sw a1, 0(a0); amominu.w a0, x0, (a0))

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

        .balign 4
amo_operand:
        .word 0
RVTEST_DATA_END
