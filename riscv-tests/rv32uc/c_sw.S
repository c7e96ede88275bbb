# c.sw [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

        TEST_CASE(2, a3, 0x12345678, la a1, word; li a0, 0x12345678; c.sw a0, 16(a1); lw a3, 16(a1))
        TEST_CASE(3, a3, 0x89abcdef, la s0, word; li s1, 0x89abcdef; c.sw s1, 124(s0); lw a3, 124(s0))
        TEST_CASE(4, a3, 0, la s0, word; lw a3, 128(s0))
        TEST_CASE(5, a3, -1, la a4, word; li a5, -1; c.sw a5, 64(a4); lw a3, 64(a4))

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

        .balign 256
word:   .word 0x01234567, 0x89abcdef, 0x7fffffff, 0x80000000
        .zero 240
RVTEST_DATA_END
