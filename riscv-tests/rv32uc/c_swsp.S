# c.swsp [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

        TEST_CASE(2, a3, 0x12345678, la sp, word; li a0, 0x12345678; c.swsp a0, 16(sp); lw a3, 16(sp))
        TEST_CASE(3, a3, -1, la sp, word; li t6, -1; c.swsp t6, 252(sp); lw a3, 252(sp))
        TEST_CASE(4, a3, 0, la sp, word; c.swsp x0, 252(sp); lw a3, 252(sp))
        TEST_CASE(5, a3, 0, la sp, word; c.swsp sp, 64(sp); lw a3, 64(sp); sub a3, a3, sp)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

        .balign 256
word:   .word 0x01234567, 0x89abcdef, 0x7fffffff, 0x80000000
        .zero 240
RVTEST_DATA_END
