# c.lw [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

        TEST_CASE(2, a0, 0x01234567, la a1, word; c.lw a0, 0(a1))
        TEST_CASE(3, s1, 0x89abcdef, la s0, word; c.lw s1, 4(s0))
        TEST_CASE(4, a5, 0x80000000, la a5, word; c.lw a5, 12(a5))
        TEST_CASE(5, a0, 0x7fffffff, la a1, word - 116; c.lw a0, 124(a1))
        TEST_CASE(6, a0, 0x23456789, la a1, word; li a2, 0x45678900; sw a2, 16(a1); li a2, 0x23; sb a2, 20(a1); addi a1, a1, 1; c.lw a0, 16(a1))

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

        .balign 256
word:   .word 0x01234567, 0x89abcdef, 0x7fffffff, 0x80000000
        .zero 240
RVTEST_DATA_END
