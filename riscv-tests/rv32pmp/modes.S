# How a region is named: OFF, TOR, NA4, NAPOT [Priv §3.7.1]

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
        addi a6, a7, 4
        addi a5, a7, -4
        # Off: it matches nothing.
        srli t0, a7, 2
        csrw pmpaddr0, t0
        WORKS_IN PRV_U, 2, lw a0, 0(a7)
        # Four bytes.
        li t1, PMP_NA4
        csrw pmpcfg0, t1
        TRAPS_IN PRV_U, 3, CAUSE_LOAD_ACCESS, a7, lw a0, 0(a7)
        TRAPS_IN PRV_U, 4, CAUSE_STORE_ACCESS, a7, sb a0, 0(a7)
        WORKS_IN PRV_U, 5, lw a0, 0(a6)
        WORKS_IN PRV_U, 6, lw a0, 0(a5)
        # A page: nine ones.
        ori t0, t0, 0x1ff
        csrw pmpaddr0, t0
        li t1, PMP_NAPOT
        csrw pmpcfg0, t1
        TRAPS_IN PRV_U, 7, CAUSE_LOAD_ACCESS, a7, lw a0, 0(a7)
        li t2, 4092
        add a4, a7, t2
        TRAPS_IN PRV_U, 8, CAUSE_LOAD_ACCESS, a4, lw a0, 0(a4)
        addi a4, a4, 4
        WORKS_IN PRV_U, 9, lw a0, 0(a4)
        WORKS_IN PRV_U, 10, lw a0, 0(a5)
        # From one address up to another.
        srli t0, a7, 2
        csrw pmpaddr0, t0
        addi t0, t0, 3
        csrw pmpaddr1, t0
        li t1, PMP_TOR << 8
        csrw pmpcfg0, t1
        TRAPS_IN PRV_U, 11, CAUSE_LOAD_ACCESS, a7, lw a0, 0(a7)
        addi a4, a7, 8
        TRAPS_IN PRV_U, 12, CAUSE_LOAD_ACCESS, a4, lw a0, 0(a4)
        addi a4, a7, 12
        WORKS_IN PRV_U, 13, lw a0, 0(a4)
        WORKS_IN PRV_U, 14, lw a0, 0(a5)
        # The first entry's range begins at zero.
        csrwi pmpcfg0, 0
        srli t0, a7, 2
        csrw pmpaddr0, t0
        li t1, PMP_TOR | PMP_R | PMP_W | PMP_X
        csrw pmpcfg0, t1
        csrwi pmpcfg3, 0
        WORKS_IN PRV_U, 15, lw a0, 0(a5)
        TRAPS_IN PRV_U, 16, CAUSE_LOAD_ACCESS, a7, lw a0, 0(a7)
        # An empty range matches nothing.
        OPEN_ALL
        csrw pmpaddr1, x0
        li t1, PMP_TOR << 8
        csrw pmpcfg0, t1
        WORKS_IN PRV_U, 17, lw a0, 0(a7)

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
