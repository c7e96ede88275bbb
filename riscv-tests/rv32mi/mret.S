# Returns [Priv §3.1.6.1, §3.3.2]

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        # The stack of modes is popped: MIE from MPIE, MPIE set, MPP the least mode, MPRV off.
        BEGIN_CASE 2
        li t0, MSTATUS_MPP | MSTATUS_MPRV
        csrs mstatus, t0
        li t0, MSTATUS_MPIE | MSTATUS_MIE
        csrc mstatus, t0
        la t0, 1f
        csrw mepc, t0
        mret
        j fail
1:      csrr a0, mstatus
        li a1, MSTATUS_MPP | MSTATUS_MPIE | MSTATUS_MIE
        and a0, a0, a1
        li a1, MSTATUS_MPIE
        bne a0, a1, fail
        # Into a lower mode it ends MPRV.
        BEGIN_CASE 3
        li t0, MSTATUS_MPRV
        la s11, 1f
        csrs mstatus, t0
        ENTER PRV_S
        ecall
1:      li t0, MSTATUS_MPRV
        and t0, s7, t0
        bnez t0, fail
        # Lower modes have none.
        li a7, 0x30200073
        TRAPS_IN PRV_S, 4, CAUSE_ILLEGAL_INSTRUCTION, a7, mret
        TRAPS_IN PRV_U, 5, CAUSE_ILLEGAL_INSTRUCTION, a7, mret
        li a7, 0x10200073
        TRAPS_IN PRV_U, 6, CAUSE_ILLEGAL_INSTRUCTION, a7, sret
        li t0, MSTATUS_TSR
        csrs mstatus, t0
        TRAPS_IN PRV_S, 7, CAUSE_ILLEGAL_INSTRUCTION, a7, sret
        # A trap out of machine mode remembers MIE.
        BEGIN_CASE 8
        csrsi mstatus, MSTATUS_MIE
        la s11, 1f
        ecall
1:      andi t5, s7, MSTATUS_MIE | MSTATUS_MPIE
        li t6, MSTATUS_MPIE
        bne t5, t6, fail

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
