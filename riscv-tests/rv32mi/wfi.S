# Waiting [Priv §3.3.3]

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        li s0, CLINT_MTIMECMP
        li s1, CLINT_MTIME
        li s2, MIP_MTIP
        # It ends when an interrupt is pending that mie enables, whatever mstatus says; then no trap comes.
        BEGIN_CASE 2
        csrw mie, s2
        lw a1, 0(s1)
        lw a2, 4(s1)
        addi a1, a1, 2000
        sltiu a3, a1, 2000
        add a2, a2, a3
        li a4, -1
        sw a4, 0(s0)
        sw a2, 4(s0)
        sw a1, 0(s0)
1:      wfi
        csrr a0, mip
        and a0, a0, s2
        beqz a0, 1b
        bnez s6, fail
        # With it pending already it ends at once.
        TEST_CASE(3, a0, 5, wfi; li a0, 5)
        # With TW it is illegal for a supervisor; without it is not.
        li t0, MIP_SSIP
        csrw mideleg, t0
        csrw mie, t0
        csrs mip, t0
        WORKS_IN PRV_S, 4, wfi
        csrwi mie, 0
        li a7, 0x10500073
        li t0, MSTATUS_TW
        csrs mstatus, t0
        TRAPS_IN PRV_S, 5, CAUSE_ILLEGAL_INSTRUCTION, a7, wfi
        TRAPS_IN PRV_U, 6, CAUSE_ILLEGAL_INSTRUCTION, a7, wfi

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
