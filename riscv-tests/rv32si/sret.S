# From trap to return [Priv §4.1.1, §3.3.2]

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        li t0, 1 << CAUSE_ILLEGAL_INSTRUCTION
        csrw medeleg, t0
        li a7, 0xffffffff
        DELEGATED_IN PRV_U, 2, CAUSE_ILLEGAL_INSTRUCTION, a7, .word 0xffffffff
        DELEGATED_IN PRV_S, 3, CAUSE_ILLEGAL_INSTRUCTION, a7, .word 0xffffffff
        TRAPS 4, CAUSE_ILLEGAL_INSTRUCTION, a7, .word 0xffffffff
        # SPIE holds what SIE was, and SIE is off.
        BEGIN_CASE 5
        csrsi sstatus, SSTATUS_SIE
        la s11, 1f
        ENTER PRV_S
        .word 0xffffffff
1:      andi t5, s7, SSTATUS_SIE | SSTATUS_SPIE
        li t6, SSTATUS_SPIE
        bne t5, t6, fail
        # sret goes where sepc and SPP say, and pops.
        BEGIN_CASE 6
        la s11, 1f
        li t0, SSTATUS_SPP | SSTATUS_SIE
        csrc sstatus, t0
        li t0, SSTATUS_SPIE
        csrs sstatus, t0
        la t0, 2f
        csrw sepc, t0
        sret
        j fail
2:      ecall
1:      CAME_FROM PRV_U
        EXPECT 3, CAUSE_USER_ECALL, zero
        csrr t5, sstatus
        andi t5, t5, SSTATUS_SIE | SSTATUS_SPIE
        li t6, SSTATUS_SIE | SSTATUS_SPIE
        bne t5, t6, fail
        # To the supervisor, and SPP is popped.
        BEGIN_CASE 7
        la s11, 1f
        li t0, SSTATUS_SPP
        csrs sstatus, t0
        la t0, 2f
        csrw sepc, t0
        sret
        j fail
2:      ecall
1:      CAME_FROM PRV_S
        EXPECT 3, CAUSE_SUPERVISOR_ECALL, zero
        csrr t5, sstatus
        li t6, SSTATUS_SPP
        and t5, t5, t6
        bnez t5, fail

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
