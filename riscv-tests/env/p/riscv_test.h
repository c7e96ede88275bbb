/* The environment `p`: physical memory, one hart, the mode that the test asks for. Macros have their customary names. */

#ifndef _ENV_PHYSICAL_H
#define _ENV_PHYSICAL_H

#define TESTNUM gp

#include "../encoding.h"
#include "../finish.h"

#define RVTEST_RV32U .macro init; .endm
#define RVTEST_RV64U RVTEST_RV32U
#define RVTEST_RV32M .macro init; RVTEST_ENABLE_MACHINE; .endm
#define RVTEST_RV64M RVTEST_RV32M
#define RVTEST_RV32S .macro init; RVTEST_ENABLE_SUPERVISOR; .endm
#define RVTEST_RV64S RVTEST_RV32S

#define RVTEST_ENABLE_MACHINE                                                  \
        li a0, MSTATUS_MPP;                                                    \
        csrs mstatus, a0;

#define RVTEST_ENABLE_SUPERVISOR                                               \
        li a0, MSTATUS_MPP & (MSTATUS_MPP >> 1);                               \
        csrs mstatus, a0;                                                      \
        li a0, SIP_SSIP | SIP_STIP;                                            \
        csrs mideleg, a0;

#define RISCV_MULTICORE_DISABLE                                                \
        csrr a0, mhartid;                                                      \
1:      bnez a0, 1b

#define CHECK_XLEN                                                             \
        li a0, 1;                                                              \
        slli a0, a0, 31;                                                       \
        bltz a0, 1f;                                                           \
        RVTEST_PASS;                                                           \
1:

/* One region over everything, so that the lower modes reach memory. */
#define INIT_PMP                                                               \
        li t0, -1;                                                             \
        csrw pmpaddr0, t0;                                                     \
        li t0, PMP_NAPOT | PMP_R | PMP_W | PMP_X;                              \
        csrw pmpcfg0, t0;

#define EXTRA_TVEC_USER
#define EXTRA_TVEC_MACHINE
#define EXTRA_INIT
#define EXTRA_INIT_TIMER
#define FILTER_TRAP
#define FILTER_PAGE_FAULT
#define INTERRUPT_HANDLER j other_exception

/* A test may have handlers of its own: mtvec_handler sees what is no end of the test, stvec_handler what is delegated. */
#define RVTEST_CODE_BEGIN                                                      \
        .section .text.init;                                                   \
        .balign 64;                                                            \
        .weak stvec_handler;                                                   \
        .weak mtvec_handler;                                                   \
        .globl _start;                                                         \
_start: j reset_vector;                                                        \
        .balign 4;                                                             \
trap_vector:                                                                   \
        csrr t5, mcause;                                                       \
        li t6, CAUSE_USER_ECALL;                                               \
        beq t5, t6, write_tohost;                                              \
        li t6, CAUSE_SUPERVISOR_ECALL;                                         \
        beq t5, t6, write_tohost;                                              \
        li t6, CAUSE_MACHINE_ECALL;                                            \
        beq t5, t6, write_tohost;                                              \
        la t5, mtvec_handler;                                                  \
        beqz t5, 1f;                                                           \
        jr t5;                                                                 \
1:      csrr t5, mcause;                                                       \
        bgez t5, handle_exception;                                             \
        INTERRUPT_HANDLER;                                                     \
handle_exception:                                                              \
other_exception:                                                               \
        ori TESTNUM, TESTNUM, 1337;                                            \
write_tohost:                                                                  \
        WRITE_RESULT;                                                          \
reset_vector:                                                                  \
        .irp r, ra, sp, gp, tp, t0, t1, t2, s0, s1, a0, a1, a2, a3, a4, a5, a6, a7; \
        li \r, 0;                                                              \
        .endr;                                                                 \
        .irp r, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, t3, t4, t5, t6;      \
        li \r, 0;                                                              \
        .endr;                                                                 \
        RISCV_MULTICORE_DISABLE;                                               \
        csrwi satp, 0;                                                         \
        INIT_PMP;                                                              \
        csrwi mie, 0;                                                          \
        csrwi medeleg, 0;                                                      \
        csrwi mideleg, 0;                                                      \
        li TESTNUM, 0;                                                         \
        la t0, trap_vector;                                                    \
        csrw mtvec, t0;                                                        \
        CHECK_XLEN;                                                            \
        la t0, stvec_handler;                                                  \
        beqz t0, 1f;                                                           \
        csrw stvec, t0;                                                        \
        li t0, (1 << CAUSE_LOAD_PAGE_FAULT) | (1 << CAUSE_STORE_PAGE_FAULT) |  \
               (1 << CAUSE_FETCH_PAGE_FAULT) | (1 << CAUSE_MISALIGNED_FETCH) | \
               (1 << CAUSE_USER_ECALL) | (1 << CAUSE_BREAKPOINT);              \
        csrw medeleg, t0;                                                      \
1:      csrwi mstatus, 0;                                                      \
        init;                                                                  \
        EXTRA_INIT;                                                            \
        EXTRA_INIT_TIMER;                                                      \
        la t0, 1f;                                                             \
        csrw mepc, t0;                                                         \
        csrr a0, mhartid;                                                      \
        mret;                                                                  \
1:

#define RVTEST_CODE_END unimp

#define RVTEST_PASS                                                            \
        fence;                                                                 \
        li TESTNUM, 1;                                                         \
        li a7, 93;                                                             \
        li a0, 0;                                                              \
        ecall

/* Case 0 does not exist, and would look like a pass. */
#define RVTEST_FAIL                                                            \
        fence;                                                                 \
1:      beqz TESTNUM, 1b;                                                      \
        slli TESTNUM, TESTNUM, 1;                                              \
        ori TESTNUM, TESTNUM, 1;                                               \
        li a7, 93;                                                             \
        mv a0, TESTNUM;                                                        \
        ecall

#define EXTRA_DATA

#define RVTEST_DATA_BEGIN                                                      \
        EXTRA_DATA                                                             \
        .pushsection .tohost, "aw", @progbits;                                 \
        .balign 64; .global tohost; tohost: .dword 0; .size tohost, 8;         \
        .balign 64; .global fromhost; fromhost: .dword 0; .size fromhost, 8;   \
        .popsection;                                                           \
        .balign 16; .global begin_signature; begin_signature:

#define RVTEST_DATA_END .balign 16; .global end_signature; end_signature:

#endif
