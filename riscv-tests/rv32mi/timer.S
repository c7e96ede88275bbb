# The machine timer [Priv §3.2.1]

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        li s0, CLINT_MTIMECMP
        li s1, CLINT_MTIME
        li s2, MIP_MTIP
        # Not due, due, and not due again.
        TEST_CASE(2, a0, 0, li a1, -1; sw a1, 4(s0); csrr a0, mip; and a0, a0, s2)
        TEST_CASE(3, a0, MIP_MTIP, sw x0, 0(s0); sw x0, 4(s0); csrr a0, mip; and a0, a0, s2)
        # Software cannot clear it.
        TEST_CASE(4, a0, MIP_MTIP, csrc mip, s2; csrr a0, mip; and a0, a0, s2)
        TEST_CASE(5, a0, 0, li a1, -1; sw a1, 4(s0); csrr a0, mip; and a0, a0, s2)
        # The clock goes on, and time is the same clock.
        TEST_CASE(6, a0, 1, lw a1, 0(s1); rdtime a2; sub a2, a2, a1; sltiu a0, a2, 1000; li a3, 1000000; sltu a0, a2, a3)
test_7: li TESTNUM, 7
        lw a1, 0(s1)
        li a3, 1000000
1:      lw a2, 0(s1)
        bne a1, a2, 2f
        addi a3, a3, -1
        bnez a3, 1b
        j fail
2:
        # It comes while a lower mode runs.
        BEGIN_CASE 8
        csrw mie, s2
        lw a1, 0(s1)
        lw a2, 4(s1)
        addi a1, a1, 200
        sltiu a3, a1, 200
        add a2, a2, a3
        li a4, -1
        sw a4, 0(s0)
        sw a2, 4(s0)
        sw a1, 0(s0)
        la s11, 1f
        ENTER PRV_U
0:      j 0b
1:      EXPECT 3, MCAUSE_INT | IRQ_M_TIMER, zero

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
