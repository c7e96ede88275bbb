# The supervisor's own timer [Sstc]

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        li s2, MIP_STIP
        # Without the leave in menvcfg it is illegal for the supervisor.
        csrwi mcounteren, 0
        li a7, 0x14d02573
        TRAPS_IN PRV_S, 2, CAUSE_ILLEGAL_INSTRUCTION, a7, csrr a0, 0x14d
        li t0, 1 << 31
        csrw 0x31a, t0
        csrwi mcounteren, 2
        WORKS_IN PRV_S, 3, csrr a0, 0x14d
        li a1, -1
        csrw 0x15d, a1
        csrw 0x14d, a1
        TEST_CASE(4, a0, 0, csrr a0, mip; and a0, a0, s2)
        TEST_CASE(5, a0, MIP_STIP, csrw 0x14d, x0; csrw 0x15d, x0; csrr a0, mip; and a0, a0, s2)
        # It follows the comparison alone.
        TEST_CASE(6, a0, MIP_STIP, csrc mip, s2; csrr a0, mip; and a0, a0, s2)
        TEST_CASE(7, a0, 0, li a1, -1; csrw 0x15d, a1; csrr a0, mip; and a0, a0, s2)
        # Delegated it comes to the supervisor while user mode runs.
        BEGIN_CASE 8
        csrw mideleg, s2
        csrw mie, s2
        rdtime a1
        rdtimeh a2
        addi a1, a1, 300
        sltiu a3, a1, 300
        add a2, a2, a3
        csrw 0x14d, a1
        csrw 0x15d, a2
        la s11, 1f
        ENTER PRV_U
0:      j 0b
1:      EXPECT 1, MCAUSE_INT | IRQ_S_TIMER, zero

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
