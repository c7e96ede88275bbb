# Locked entries bind machine mode, and stay [Priv §3.7.1]

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"

/* Entry 15 opens everything with low priority; a test closes parts of it with the others. */
#define OPEN_ALL                                                               \
        li t0, -1;                                                             \
        csrw pmpaddr15, t0;                                                    \
        li t0, (PMP_NAPOT | PMP_R | PMP_W | PMP_X) << 24;                      \
        csrw pmpcfg3, t0;                                                      \
        csrwi pmpcfg0, 0;                                                      \
        csrwi pmpcfg1, 0;                                                      \
        csrwi pmpcfg2, 0

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        OPEN_ALL
        la a7, page_a
        srli t0, a7, 2
        ori t0, t0, 0x1ff
        csrw pmpaddr2, t0
        li t1, (PMP_L | PMP_NAPOT | PMP_R) << 16
        csrw pmpcfg0, t1
        TEST_CASE(2, a0, 0x11111111, lw a0, 0(a7))
        TRAPS 3, CAUSE_STORE_ACCESS, a7, sw a0, 0(a7)
        FETCH_TRAPS_IN PRV_M, 4, CAUSE_FETCH_ACCESS, a7
        # Neither register can be changed, and the bytes beside it can.
        TEST_CASE(5, a0, 0, li a1, 7; csrw pmpaddr2, a1; csrr a0, pmpaddr2; sub a0, a0, t0)
        TEST_CASE(6, a0, 0x00990000, csrwi pmpcfg0, 0; csrr a0, pmpcfg0)
        TEST_CASE(7, a0, 0x00990003, csrwi pmpcfg0, 3; csrr a0, pmpcfg0; csrwi pmpcfg0, 0)
        # A locked range locks the address where it begins.
        la a6, page_b
        srli t0, a6, 2
        csrw pmpaddr4, t0
        addi t0, t0, 4
        csrw pmpaddr5, t0
        li t1, (PMP_L | PMP_TOR | PMP_R) << 8
        csrw pmpcfg1, t1
        srli t0, a6, 2
        TEST_CASE(8, a0, 0, csrw pmpaddr4, x0; csrr a0, pmpaddr4; sub a0, a0, t0)
        TRAPS 9, CAUSE_STORE_ACCESS, a6, sw a0, 0(a6)
        addi a5, a6, 16
        TEST_CASE(10, a0, 7, li a1, 7; sw a1, 0(a5); lw a0, 0(a5))
        # W without R is reserved, and is not stored.
        TEST_CASE(11, a0, 0, li a1, PMP_W; csrw pmpcfg2, a1; csrr a0, pmpcfg2; andi a0, a0, PMP_W | PMP_R; addi a0, a0, -2; seqz a0, a0)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
        .balign 4096
page_a: .fill 1024, 4, 0x11111111
page_b: .fill 1024, 4, 0x22222222
code:   .word 0x00008067
        .balign 4096
RVTEST_DATA_END
