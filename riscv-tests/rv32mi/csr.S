# Who may use which CSR [Unpriv §9.1, Priv §2.1]

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        # The six instructions.
        li a1, 0x5a5a5a5a
        csrw mscratch, a1
        TEST_CASE(2, a0, 0x5a5a5a5a, li a2, 0x0f0f0f0f; csrrw a0, mscratch, a2)
        TEST_CASE(3, a0, 0x0f0f0f0f, li a2, 0xf0000001; csrrs a0, mscratch, a2)
        TEST_CASE(4, a0, 0xff0f0f0f, li a2, 0x0f0f0000; csrrc a0, mscratch, a2)
        TEST_CASE(5, a0, 0xf0000f0f, csrrwi a0, mscratch, 31)
        TEST_CASE(6, a0, 31, csrrci a0, mscratch, 5)
        TEST_CASE(7, a0, 26, csrrsi a0, mscratch, 4)
        TEST_CASE(8, a0, 30, csrr a0, mscratch)
        # One register as source and destination.
        TEST_CASE(9, a0, 30, li a0, 77; csrrw a0, mscratch, a0)
        TEST_CASE(10, a0, 77, csrr a0, mscratch)
        TEST_CASE(11, a0, 77, csrrwi x0, mscratch, 0; csrrs a0, mscratch, x0; addi a0, a0, 77)

        # A read-only one may be read by every form that writes nothing, and by no other.
        TEST_CASE(12, a0, 0, csrrs a0, mhartid, x0; csrrc a0, mhartid, x0; csrrsi a0, mhartid, 0; csrrci a0, mhartid, 0)
        li a7, 0xf1401073
        TRAPS 13, CAUSE_ILLEGAL_INSTRUCTION, a7, csrrw x0, mhartid, x0
        li a7, 0xf1405573
        TRAPS 14, CAUSE_ILLEGAL_INSTRUCTION, a7, csrrwi a0, mhartid, 0
        # Set and clear of a register that holds zero write all the same.
        li a1, 0
        li a7, 0xf145a573
        TRAPS 15, CAUSE_ILLEGAL_INSTRUCTION, a7, csrrs a0, mhartid, a1
        li a7, 0xc0001073
        TRAPS 16, CAUSE_ILLEGAL_INSTRUCTION, a7, csrrw x0, cycle, x0
        # The destination stays as it was.
        li a0, 123
        li a7, 0xf1459573
        TRAPS 17, CAUSE_ILLEGAL_INSTRUCTION, a7, csrrw a0, mhartid, a1
        li t0, 123
        bne a0, t0, fail
        # One that does not exist.
        li a7, 0x8ff02573
        TRAPS 18, CAUSE_ILLEGAL_INSTRUCTION, a7, csrr a0, 0x8ff
        li a7, 0x00102573
        TRAPS 19, CAUSE_ILLEGAL_INSTRUCTION, a7, csrr a0, fflags

        # Higher modes' registers are not there for lower ones.
        li a7, 0x34002573
        TRAPS_IN PRV_S, 20, CAUSE_ILLEGAL_INSTRUCTION, a7, csrr a0, mscratch
        TRAPS_IN PRV_U, 21, CAUSE_ILLEGAL_INSTRUCTION, a7, csrr a0, mscratch
        li a7, 0x14002573
        TRAPS_IN PRV_U, 22, CAUSE_ILLEGAL_INSTRUCTION, a7, csrr a0, sscratch
        WORKS_IN PRV_S, 23, csrr a0, sscratch
        li a7, 0xf1402573
        TRAPS_IN PRV_S, 24, CAUSE_ILLEGAL_INSTRUCTION, a7, csrr a0, mhartid
        # TVM takes satp and sfence.vma from the supervisor.
        li t0, MSTATUS_TVM
        csrs mstatus, t0
        li a7, 0x18002573
        TRAPS_IN PRV_S, 25, CAUSE_ILLEGAL_INSTRUCTION, a7, csrr a0, satp
        li a7, 0x12000073
        TRAPS_IN PRV_S, 26, CAUSE_ILLEGAL_INSTRUCTION, a7, sfence.vma
        csrc mstatus, t0
        li t0, MSTATUS_TVM
        csrc mstatus, t0
        WORKS_IN PRV_S, 27, csrr a0, satp
        WORKS_IN PRV_S, 28, sfence.vma
        li a7, 0x12000073
        TRAPS_IN PRV_U, 29, CAUSE_ILLEGAL_INSTRUCTION, a7, sfence.vma

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
