/*
 * Cases that trap. A recorder notes each trap and resumes the test in machine mode, which then compares. Registers:
 *
 *   s6   the mode whose handler was entered: 3, 1, or 0 while nothing has trapped
 *   s7   its mstatus or sstatus, s8 its tval, s9 its epc, s10 its cause
 *   s11  where to go on
 *   s5, t5, t6 are scratch
 */

#ifndef _TRAPS_H
#define _TRAPS_H

        .macro CATCH_TRAPS
        la t5, machine_recorder
        csrw mtvec, t5
        la t5, supervisor_recorder
        csrw stvec, t5
        .endm

        .macro RECORDERS
        .balign 4
machine_recorder:
        li s5, 1
        bne s6, s5, 1f
        csrr s5, mcause
        addi s5, s5, -CAUSE_SUPERVISOR_ECALL
        beqz s5, 2f
1:      csrr s10, mcause
        csrr s9, mepc
        csrr s8, mtval
        csrr s7, mstatus
        li s6, 3
2:      csrw mepc, s11
        li s5, MSTATUS_MPIE | MSTATUS_MPRV
        csrc mstatus, s5
        li s5, MSTATUS_MPP
        csrs mstatus, s5
        mret
        .balign 4
supervisor_recorder:
        csrr s10, scause
        csrr s9, sepc
        csrr s8, stval
        csrr s7, sstatus
        li s6, 1
        ecall
        .endm

/* From machine mode to another one, at the next instruction. */
        .macro ENTER mode
        li t5, MSTATUS_MPP
        csrc mstatus, t5
        li t5, \mode << 11
        csrs mstatus, t5
        la t5, 9f
        csrw mepc, t5
        mret
9:
        .endm

/* What the recorder saw. `tval` is a register, or `pc` for the instruction's own address in s9. */
        .macro EXPECT handler, cause, tval
        li t5, \handler
        bne s6, t5, fail
        li t5, \cause
        bne s10, t5, fail
        .ifc \tval, pc
        bne s8, s9, fail
        .else
        bne s8, \tval, fail
        .endif
        .endm

        .macro BEGIN_CASE number
test_\number:
        li TESTNUM, \number
        li s6, 0
        .endm

/* The instruction traps to machine mode, and epc is its address. */
        .macro TRAPS number, cause, tval, insn:vararg
        BEGIN_CASE \number
        TRAP_HERE 3, \cause, \tval, \insn
        .endm

        .macro TRAP_HERE handler, cause, tval, insn:vararg
        la s11, 8f
7:      \insn
        j 8f
8:      EXPECT \handler, \cause, \tval
        la t5, 7b
        bne s9, t5, fail
        .endm

/* The same from another mode. */
        .macro TRAPS_IN mode, number, cause, tval, insn:vararg
        BEGIN_CASE \number
        la s11, 8f
        ENTER \mode
7:      \insn
        j 8f
8:      EXPECT 3, \cause, \tval
        la t5, 7b
        bne s9, t5, fail
        CAME_FROM \mode
        .endm

/* And to the supervisor's handler. */
        .macro DELEGATED_IN mode, number, cause, tval, insn:vararg
        BEGIN_CASE \number
        la s11, 8f
        ENTER \mode
7:      \insn
        j 8f
8:      EXPECT 1, \cause, \tval
        la t5, 7b
        bne s9, t5, fail
        srli t5, s7, 8
        andi t5, t5, 1
        li t6, \mode
        bne t5, t6, fail
        .endm

/* A jump there cannot fetch: epc and tval are the target. */
        .macro FETCH_TRAPS_IN mode, number, cause, target
        BEGIN_CASE \number
        la s11, 8f
        ENTER \mode
        jr \target
8:      EXPECT 3, \cause, \target
        bne s9, \target, fail
        CAME_FROM \mode
        .endm

/* The instruction does not trap in this mode: the ecall behind it does. */
        .macro WORKS_IN mode, number, insn:vararg
        BEGIN_CASE \number
        la s11, 8f
        ENTER \mode
        \insn
7:      ecall
8:      li t5, 3
        bne s6, t5, fail
        la t5, 7b
        bne s9, t5, fail
        .endm

/* MPP of the recorded mstatus. */
        .macro CAME_FROM mode
        srli t5, s7, 11
        andi t5, t5, 3
        li t6, \mode
        bne t5, t6, fail
        .endm

/* The ends of a test go through the environment's own handler. */
#undef TEST_PASSFAIL
#define TEST_PASSFAIL                                                          \
        j pass;                                                                \
fail:   la t5, trap_vector;                                                    \
        csrw mtvec, t5;                                                        \
        RVTEST_FAIL;                                                           \
pass:   la t5, trap_vector;                                                    \
        csrw mtvec, t5;                                                        \
        RVTEST_PASS;                                                           \
        RECORDERS

#endif
