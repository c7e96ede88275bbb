# sc.w [Unpriv §8.2, §8.3]: it stores with a reservation, and only once

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        # Without a reservation it fails and stores nothing.
        TEST_CASE(2, a4, 1, la a0, word; li a1, 5; sc.w a4, a1, (a0); snez a4, a4)
        TEST_CASE(3, a4, 0x12345678, la a0, word; lw a4, 0(a0))
        TEST_CASE(4, a4, 0, la a0, word; lr.w a2, (a0); li a1, 5; sc.w a4, a1, (a0))
        TEST_CASE(5, a4, 5, la a0, word; lw a4, 0(a0))
        # A second one fails, after a success and after a failure.
        TEST_CASE(6, a4, 1, la a0, word; lr.w a2, (a0); sc.w a3, a2, (a0); sc.w a4, a2, (a0); snez a4, a4)
        TEST_CASE(7, a4, 1, la a0, word; la a1, far; lr.w a2, (a0); sc.w a3, a2, (a1); sc.w a4, a2, (a0); snez a4, a4)
        # Somewhere else.
        TEST_CASE(8, a4, 1, la a0, word; la a1, far; lr.w a2, (a0); li a3, 77; sc.w a4, a3, (a1); snez a4, a4)
        TEST_CASE(9, a4, 3, la a1, far; lw a4, 0(a1))
        # The source as destination: it stores what was there before.
        TEST_CASE(10, a4, 0, la a0, word; li a4, 21; lr.w a2, (a0); sc.w a4, a4, (a0))
        TEST_CASE(11, a4, 21, la a0, word; lw a4, 0(a0))
        # Without a destination it stores all the same.
        TEST_CASE(12, a4, 22, la a0, word; li a4, 22; lr.w a2, (a0); sc.w x0, a4, (a0); lw a4, 0(a0))

        # A counter by the customary loop.
test_13:
        li TESTNUM, 13
        la a0, word
        sw x0, 0(a0)
        li a1, 1000
1:      lr.w a2, (a0)
        addi a2, a2, 1
        sc.w a3, a2, (a0)
        bnez a3, 1b
        addi a1, a1, -1
        bnez a1, 1b
        lw a2, 0(a0)
        li a3, 1000
        bne a2, a3, fail

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

        .balign 4
word:   .word 0x12345678
        .balign 4096
far:    .word 3
RVTEST_DATA_END
