# Misaligned atomics trap [Unpriv §8.2, §8.4]; other accesses do not

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        .macro MISALIGNED number, inst
        TRAPS \number, CAUSE_MISALIGNED_STORE, a7, \inst a1, a2, (a7)
        .endm

        la a0, word
        .set number, 2
        .irp at, 1, 2, 3
        .irp inst, sc.w, amoadd.w, amoswap.w, amoand.w, amomaxu.w
        addi a7, a0, \at
        .altmacro
        MISALIGNED %number, \inst
        .noaltmacro
        .set number, number + 1
        .endr
        .endr
        addi a7, a0, 2
        TRAPS 50, CAUSE_MISALIGNED_LOAD, a7, lr.w a1, (a7)
        # Nothing was stored.
        TEST_CASE(51, a1, 0x01234567, lw a1, 0(a0))
        TEST_CASE(52, a1, 0x89012345, lw a1, 1(a0))
        TEST_CASE(53, a1, 0xffffabcd, sw x0, 4(a0); li a2, 0xabcd; sh a2, 5(a0); lh a1, 5(a0))

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
        .balign 8
word:   .word 0x01234567, 0x89abcd89, 0
RVTEST_DATA_END
