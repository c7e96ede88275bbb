# lr.w [Unpriv §8.2]: it loads, and what follows may store

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        # A page that was written before, so that no fault comes between.
        la a0, word
        lw a1, 0(a0)
        sw a1, 0(a0)

        TEST_CASE(2, a2, 0x12345678, la a0, word; lr.w a2, (a0))
        TEST_CASE(3, a2, 0x80000001, la a0, word; addi a0, a0, 4; lr.w.aqrl a2, (a0))
        TEST_CASE(4, a2, 0, la a0, word; lr.w a1, (a0); sc.w a2, a1, (a0))
        # Without a destination it reserves all the same.
        TEST_CASE(5, a2, 0, la a0, word; lr.w x0, (a0); li a1, 7; sc.w a2, a1, (a0))
        TEST_CASE(6, a2, 7, la a0, word; lw a2, 0(a0))
        # The address as destination.
        TEST_CASE(7, a0, 7, la a0, word; lr.w a0, (a0))
        # The last one counts.
        TEST_CASE(8, a2, 1, la a0, word; la a1, far; lr.w a3, (a0); lr.w a3, (a1); sc.w a2, a3, (a0); snez a2, a2)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

        .balign 4
word:   .word 0x12345678, 0x80000001
        .balign 4096
far:    .word 3
RVTEST_DATA_END
