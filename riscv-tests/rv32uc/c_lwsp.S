# c.lwsp [Unpriv §16]

#include "riscv_test.h"
#include "test_macros.h"

RVTEST_RV32U
RVTEST_CODE_BEGIN

        .option rvc

        TEST_CASE(2, a0, 0x01234567, la sp, word; c.lwsp a0, 0(sp))
        TEST_CASE(3, t6, 0x89abcdef, la sp, word; c.lwsp t6, 4(sp))
        TEST_CASE(4, ra, 0x80000000, la sp, word - 240; c.lwsp ra, 252(sp))
        TEST_CASE(5, sp, 0x7fffffff, la sp, word; c.lwsp sp, 8(sp))
        TEST_CASE(6, a0, 0x01234567, la sp, word - 128; c.lwsp a0, 128(sp))

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN

        .balign 256
word:   .word 0x01234567, 0x89abcdef, 0x7fffffff, 0x80000000
        .zero 240
RVTEST_DATA_END
