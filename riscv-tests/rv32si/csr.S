# The supervisor's registers [Priv §4.1]

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        TEST_CASE(2, a0, 0x12345678, li a1, 0x12345678; csrw sscratch, a1; csrr a0, sscratch)
        TEST_CASE(3, a0, 0x80000002, li a1, 0x80000003; csrw sepc, a1; csrr a0, sepc)
        # sie and sip show what is delegated, and nothing else.
        TEST_CASE(4, a0, 0, csrwi mideleg, 0; li a1, -1; csrw sie, a1; csrr a0, mie)
        TEST_CASE(5, a0, MIP_SSIP | MIP_STIP, li a1, MIP_SSIP | MIP_STIP; csrw mideleg, a1; li a1, -1; csrw sie, a1; csrr a0, mie)
        TEST_CASE(6, a0, MIP_SSIP, li a1, -1; csrw sip, a1; csrr a0, mip; andi a0, a0, MIP_SSIP | MIP_STIP)
        TEST_CASE(7, a0, 0, csrwi sip, 0; csrr a0, sip; csrwi mie, 0)
        # What machine mode sets in mip, the supervisor sees.
        TEST_CASE(8, a0, MIP_STIP, li a1, MIP_STIP; csrs mip, a1; csrr a0, sip; csrc mip, a1)
        # satp: ASID and root in any mode; a mode that is not there does not exist in 32 bits.
        TEST_CASE(9, a0, 0x00080000, li a1, 0x00080000; csrw satp, a1; csrr a0, satp; csrwi satp, 0)
        # sstatus writes none of machine mode's bits.
        TEST_CASE(10, a0, 0, li a1, MSTATUS_MPP; csrc mstatus, a1; li a1, -1; csrw sstatus, a1; csrr a0, mstatus; li a1, MSTATUS_MPP | MSTATUS_MPRV | MSTATUS_TVM; and a0, a0, a1; csrwi sstatus, 0)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
