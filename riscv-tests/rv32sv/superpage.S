# Superpages [Priv §4.3.2]

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"
#include "paging.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        PAGING_ON
        li a7, 0x00c12344
        SET_ROOT 3, (0x80000000 >> 2) | ALL
        # The low 22 bits are the address's own.
        la a6, page_b
        li t0, 0x80000000 - 0x00c00000
        sub a6, a6, t0
        AS_SUPERVISOR 2, lw a0, 0(a6)
        li t0, 0x22222222
        bne a0, t0, fail
        AS_SUPERVISOR 3, sw x0, 4(a6)
        TEST_CASE(4, a0, 0, la a1, page_b; lw a0, 4(a1))
        # Page number bits that a superpage must not have.
        SET_ROOT 3, (0x80001000 >> 2) | ALL
        TRAPS_IN PRV_S, 5, CAUSE_LOAD_PAGE_FAULT, a7, lw a0, 0(a7)
        TRAPS_IN PRV_S, 6, CAUSE_STORE_PAGE_FAULT, a7, sw a0, 0(a7)
        FETCH_TRAPS_IN PRV_S, 7, CAUSE_FETCH_PAGE_FAULT, a7
        SET_ROOT 3, (0x80200000 >> 2) | ALL
        TRAPS_IN PRV_S, 8, CAUSE_LOAD_PAGE_FAULT, a7, lw a0, 0(a7)
        # Its rights are checked as a page's.
        SET_ROOT 3, (0x80000000 >> 2) | PTE_V | PTE_R | PTE_A
        TRAPS_IN PRV_S, 9, CAUSE_STORE_PAGE_FAULT, a7, sw a0, 0(a7)
        # One fence of one address makes it a table again.
        BEGIN_CASE 10
        SET_ROOT 3, (0x80000000 >> 2) | ALL
        la s11, 1f
        ENTER PRV_S
        lw a0, 0(a6)
        ecall
1:      PTE_FOR leaf_table, PTE_V
        la t0, root_table
        sw t1, 12(t0)
        sfence.vma a7, x0
        TRAPS_IN PRV_S, 11, CAUSE_LOAD_PAGE_FAULT, a7, lw a0, 0(a7)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
        TABLES
RVTEST_DATA_END
