# Software and timer interrupts, direct and vectored [Priv §3.1.7, §3.1.9]

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        # Pending is seen whether it is enabled or not.
        li s0, CLINT_MSIP
        li s1, MIP_MSIP
        li a3, 1
        TEST_CASE(2, a0, MIP_MSIP, sw a3, 0(s0); csrr a0, mip; and a0, a0, s1)
        TEST_CASE(3, a0, 0, sw x0, 0(s0); csrr a0, mip; and a0, a0, s1)
        # Only its lowest bit is there.
        TEST_CASE(4, a0, 1, li a2, -1; sw a2, 0(s0); lw a0, 0(s0); sw x0, 0(s0))

        # Enabled in mie, but not in mstatus: machine mode goes on, a lower mode does not.
        BEGIN_CASE 5
        csrw mie, s1
        sw a3, 0(s0)
        nop
        bnez s6, fail
        la s11, 1f
        ENTER PRV_U
0:      nop
        j 0b
1:      EXPECT 3, MCAUSE_INT | IRQ_M_SOFT, zero
        la t5, 9b
        bne s9, t5, fail
        CAME_FROM PRV_U

        # With mstatus.MIE before the next instruction, whose address is epc.
        BEGIN_CASE 6
        la s11, 1f
        csrsi mstatus, MSTATUS_MIE
0:      j fail
1:      EXPECT 3, MCAUSE_INT | IRQ_M_SOFT, zero
        la t5, 0b
        bne s9, t5, fail
        CAME_FROM PRV_M
        # MPIE holds what MIE was, and MIE is off.
        andi t5, s7, MSTATUS_MIE | MSTATUS_MPIE
        li t6, MSTATUS_MPIE
        bne t5, t6, fail

        # The entry of its own.
        BEGIN_CASE 7
        la t5, vectors + 1
        csrw mtvec, t5
        la s11, 1f
        li a5, 0
        csrsi mstatus, MSTATUS_MIE
        j fail
1:      li t5, IRQ_M_SOFT
        bne a5, t5, fail
        EXPECT 3, MCAUSE_INT | IRQ_M_SOFT, zero

        # An exception goes to the first entry all the same.
        BEGIN_CASE 8
        sw x0, 0(s0)
        la s11, 1f
        li a5, 0
        ecall
1:      li t5, 100
        bne a5, t5, fail
        EXPECT 3, CAUSE_MACHINE_ECALL, zero

        # Software comes before timer, and the supervisor's come last.
        BEGIN_CASE 9
        li t0, CLINT_MTIMECMP
        sw x0, 4(t0)
        sw x0, 0(t0)
        sw a3, 0(s0)
        li t1, MIP_SSIP
        csrs mip, t1
        li t1, MIP_MSIP | MIP_MTIP | MIP_SSIP
        csrw mie, t1
        la s11, 1f
        csrsi mstatus, MSTATUS_MIE
        j fail
1:      EXPECT 3, MCAUSE_INT | IRQ_M_SOFT, zero
        BEGIN_CASE 10
        sw x0, 0(s0)
        la s11, 1f
        csrsi mstatus, MSTATUS_MIE
        j fail
1:      EXPECT 3, MCAUSE_INT | IRQ_M_TIMER, zero
        li t5, IRQ_M_TIMER
        bne a5, t5, fail
        BEGIN_CASE 11
        li t0, CLINT_MTIMECMP
        li t1, -1
        sw t1, 4(t0)
        la s11, 1f
        csrsi mstatus, MSTATUS_MIE
        j fail
1:      EXPECT 3, MCAUSE_INT | IRQ_S_SOFT, zero

        # Delegated, it is the supervisor's, and machine mode never takes it.
        BEGIN_CASE 12
        CATCH_TRAPS
        li t1, MIP_SSIP
        csrw mideleg, t1
        csrsi mstatus, MSTATUS_MIE
        nop
        bnez s6, fail
        csrci mstatus, MSTATUS_MIE
        la s11, 1f
        ENTER PRV_U
0:      j 0b
1:      EXPECT 1, MCAUSE_INT | IRQ_S_SOFT, zero
        la t5, 9b
        bne s9, t5, fail
        # In supervisor mode only with its own bit.
        BEGIN_CASE 13
        csrci sstatus, SSTATUS_SIE
        la s11, 1f
        ENTER PRV_S
        nop
        csrsi sstatus, SSTATUS_SIE
0:      j 0b
1:      EXPECT 1, MCAUSE_INT | IRQ_S_SOFT, zero
        la t5, 0b
        bne s9, t5, fail
        j pass

        .balign 256
vectors:
        .irp cause, 100, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
        j entry_\cause
        .endr
        .irp cause, 100, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
entry_\cause:
        li a5, \cause
        j machine_recorder
        .endr

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
