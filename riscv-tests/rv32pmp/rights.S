# What a region permits, and to whom [Priv §3.7.1]

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
        la a6, code
        srli t0, a7, 2
        ori t0, t0, 0x1ff
        csrw pmpaddr0, t0
        # Reading alone.
        li t1, PMP_NAPOT | PMP_R
        csrw pmpcfg0, t1
        WORKS_IN PRV_S, 2, lw a0, 0(a7)
        TRAPS_IN PRV_S, 3, CAUSE_STORE_ACCESS, a7, sw a0, 0(a7)
        TRAPS_IN PRV_S, 4, CAUSE_STORE_ACCESS, a7, amoadd.w a0, a0, (a7)
        FETCH_TRAPS_IN PRV_S, 5, CAUSE_FETCH_ACCESS, a7
        # Executing alone.
        srli t0, a6, 2
        ori t0, t0, 0x1ff
        csrw pmpaddr0, t0
        li t1, PMP_NAPOT | PMP_X
        csrw pmpcfg0, t1
        WORKS_IN PRV_U, 6, jalr ra, 0(a6)
        TRAPS_IN PRV_U, 7, CAUSE_LOAD_ACCESS, a6, lw a0, 0(a6)
        # Machine mode is not asked without a lock.
        TEST_CASE(8, a0, 0x00008067, lw a0, 0(a6))
        # But with MPRV its loads are MPP's.
        BEGIN_CASE 9
        li t0, MSTATUS_MPP
        csrc mstatus, t0
        li t0, MSTATUS_MPRV
        csrs mstatus, t0
        TRAP_HERE 3, CAUSE_LOAD_ACCESS, a6, lw a0, 0(a6)
        # The first entry that matches decides, not the most generous.
        li t1, PMP_NAPOT | ((PMP_NAPOT | PMP_R | PMP_W | PMP_X) << 8)
        srli t0, a6, 2
        ori t0, t0, 0x1ff
        csrw pmpaddr1, t0
        csrw pmpcfg0, t1
        TRAPS_IN PRV_S, 10, CAUSE_LOAD_ACCESS, a6, lw a0, 0(a6)
        # An access of which only a part matches fails, whatever the entry permits.
        addi a5, a7, 2
        srli t0, a7, 2
        csrw pmpaddr0, t0
        li t1, PMP_NA4 | PMP_R | PMP_W
        csrw pmpcfg0, t1
        WORKS_IN PRV_S, 11, lw a0, 0(a7)
        WORKS_IN PRV_S, 12, lh a0, 0(a5)
        # Without any entry that matches, the lower modes reach nothing. Each entry alone may end that.
        BEGIN_CASE 13
        csrwi pmpcfg0, 0
        csrwi pmpcfg3, 0
        la s11, 1f
        ENTER PRV_S
        nop
1:      la a5, 9b
        EXPECT 3, CAUSE_FETCH_ACCESS, a5
        # A supervisor has no registers of it.
        OPEN_ALL
        li a7, 0x3a002573
        TRAPS_IN PRV_S, 14, CAUSE_ILLEGAL_INSTRUCTION, a7, csrr a0, pmpcfg0
        li a7, 0x3b002573
        TRAPS_IN PRV_U, 15, CAUSE_ILLEGAL_INSTRUCTION, a7, csrr a0, pmpaddr0

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
