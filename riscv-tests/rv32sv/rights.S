# Whose page it is: U, SUM, MXR, MPRV [Priv §4.3.1, §3.1.6.3]

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"
#include "paging.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        PAGING_ON
        li a7, WINDOW
        SET_LEAF 0, page_a, ALL | PTE_U
        # A user's page is not the supervisor's, unless SUM says so; and never to execute.
        TRAPS_IN PRV_S, 2, CAUSE_LOAD_PAGE_FAULT, a7, lw a0, 0(a7)
        TRAPS_IN PRV_S, 3, CAUSE_STORE_PAGE_FAULT, a7, sw a0, 0(a7)
        li t0, MSTATUS_SUM
        csrs mstatus, t0
        AS_SUPERVISOR 4, lw a0, 0(a7)
        AS_SUPERVISOR 5, sw a0, 4(a7)
        FETCH_TRAPS_IN PRV_S, 6, CAUSE_FETCH_PAGE_FAULT, a7
        li t0, MSTATUS_SUM
        csrc mstatus, t0
        USER_WORKS 7, lw a0, 0(a7)
        USER_WORKS 8, sw a0, 4(a7)
        # The supervisor's page is not the user's.
        SET_LEAF 0, page_a, ALL
        USER_TRAPS 9, CAUSE_LOAD_PAGE_FAULT, a7, lw a0, 0(a7)
        USER_TRAPS 10, CAUSE_STORE_PAGE_FAULT, a7, sw a0, 0(a7)
        USER_TRAPS 11, CAUSE_FETCH_PAGE_FAULT, a7, jr a7
        # What may be executed may be read with MXR.
        SET_LEAF 0, page_a, PTE_V | PTE_X | PTE_A | PTE_D
        TRAPS_IN PRV_S, 12, CAUSE_LOAD_PAGE_FAULT, a7, lw a0, 0(a7)
        li t0, MSTATUS_MXR
        csrs mstatus, t0
        AS_SUPERVISOR 13, lw a0, 0(a7)
        TRAPS_IN PRV_S, 14, CAUSE_STORE_PAGE_FAULT, a7, sw a0, 0(a7)
        li t0, MSTATUS_MXR
        csrc mstatus, t0
        # Machine mode's loads and stores as MPP's, with MPRV; its fetches never.
        SET_LEAF 0, page_b, PTE_V | PTE_R | PTE_A | PTE_D
        BEGIN_CASE 15
        li t0, MSTATUS_MPP
        csrc mstatus, t0
        li t0, (PRV_S << 11) | MSTATUS_MPRV
        csrs mstatus, t0
        lw a0, 0(a7)
        li t0, MSTATUS_MPRV
        csrc mstatus, t0
        li t0, 0x22222222
        bne a0, t0, fail
        BEGIN_CASE 16
        li t0, MSTATUS_MPRV
        csrs mstatus, t0
        TRAP_HERE 3, CAUSE_STORE_PAGE_FAULT, a7, sw a0, 0(a7)
        BEGIN_CASE 17
        li t0, MSTATUS_MPP
        csrc mstatus, t0
        li t0, MSTATUS_MPRV
        csrs mstatus, t0
        TRAP_HERE 3, CAUSE_LOAD_PAGE_FAULT, a7, lw a0, 0(a7)
        # With MPP machine, MPRV changes nothing.
        BEGIN_CASE 18
        li t0, MSTATUS_MPP | MSTATUS_MPRV
        csrs mstatus, t0
        la a1, page_a
        lw a0, 0(a1)
        li t0, MSTATUS_MPRV
        csrc mstatus, t0
        li t0, 0x11111111
        bne a0, t0, fail

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
        TABLES
RVTEST_DATA_END
