# What machine mode's registers hold [Priv §3.1]

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        # 32 bits, and A, C, I, M, S and U; another machine may have more.
        TEST_CASE(2, a0, 0x40141105, csrr a0, misa; li a1, 0x40141105; and a0, a0, a1)
        TEST_CASE(3, a0, 0, csrr a0, mhartid)
        # Low bits of epc and tvec are not there.
        TEST_CASE(4, a0, 0x80000002, li a1, 0x80000003; csrw mepc, a1; csrr a0, mepc)
        TEST_CASE(5, a0, 0x80001001, csrr a2, mtvec; li a1, 0x80001001; csrw mtvec, a1; csrr a0, mtvec; csrw mtvec, a2)
        # MPP holds three modes. The reserved one is not stored.
        TEST_CASE(6, a0, 0, li a1, MSTATUS_MPP; csrc mstatus, a1; csrr a0, mstatus; and a0, a0, a1)
        TEST_CASE(7, a0, 0x800, li a1, 0x800; csrs mstatus, a1; csrr a0, mstatus; li a1, MSTATUS_MPP; and a0, a0, a1)
        TEST_CASE(8, a0, 0x1800, li a1, MSTATUS_MPP; csrs mstatus, a1; csrr a0, mstatus; and a0, a0, a1)
        TEST_CASE(9, a0, 1, li a1, MSTATUS_MPP; csrc mstatus, a1; li a2, 0x1000; csrs mstatus, a2; csrr a0, mstatus; and a0, a0, a1; xor a0, a0, a2; snez a0, a0)
        # Writable bits of mie, and that no others are.
        TEST_CASE(10, a0, 0xaaa, li a1, -1; csrw mie, a1; csrr a0, mie; csrwi mie, 0)
        TEST_CASE(11, a0, 0x222, li a1, -1; csrw mideleg, a1; csrr a0, mideleg; csrwi mideleg, 0)
        # Machine mode's own ecall is not delegable.
        TEST_CASE(12, a0, 0, li a1, -1; csrw medeleg, a1; csrr a0, medeleg; csrwi medeleg, 0; srli a0, a0, 11; andi a0, a0, 1)
        # sstatus is a view of mstatus.
        TEST_CASE(13, a0, MSTATUS_SUM, li a1, MSTATUS_SUM; csrs mstatus, a1; csrr a0, sstatus; and a0, a0, a1; csrc sstatus, a1)
        TEST_CASE(14, a0, 0, csrr a0, mstatus; li a1, MSTATUS_SUM; and a0, a0, a1)
        TEST_CASE(15, a0, 0, li a1, MSTATUS_MPP | MSTATUS_MPRV; csrr a0, sstatus; and a0, a0, a1)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
