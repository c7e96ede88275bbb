# Counters, and who may read them [Priv §3.1.10, §3.1.11, §4.1.5]

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        TEST_CASE(2, a0, 1, csrr a1, minstret; csrr a2, minstret; sub a0, a2, a1)
        TEST_CASE(3, a0, 4, csrr a1, minstret; nop; nop; nop; csrr a2, minstret; sub a0, a2, a1)
        # What is written is what the next instruction reads.
        TEST_CASE(4, a0, 1000, li a1, 1000; csrw minstret, a1; csrr a0, minstret)
        # The carry into the upper half.
        TEST_CASE(5, a0, 8, li a1, 7; csrw minstreth, a1; li a1, -1; csrw minstret, a1; nop; nop; csrr a0, minstreth)
        # Counters without an event read zero.
        TEST_CASE(6, a0, 0, li a1, 55; csrw mhpmcounter3, a1; csrr a0, mhpmcounter3)
        # A lower mode reads what mcounteren lets it; user mode what scounteren does too.
        csrwi mcounteren, 0
        csrwi scounteren, 0
        li a7, 0xc0002573
        TRAPS_IN PRV_S, 7, CAUSE_ILLEGAL_INSTRUCTION, a7, rdcycle a0
        TRAPS_IN PRV_U, 8, CAUSE_ILLEGAL_INSTRUCTION, a7, rdcycle a0
        csrwi mcounteren, 1
        WORKS_IN PRV_S, 9, rdcycle a0
        TRAPS_IN PRV_U, 10, CAUSE_ILLEGAL_INSTRUCTION, a7, rdcycle a0
        csrwi scounteren, 1
        WORKS_IN PRV_U, 11, rdcycle a0
        li a7, 0xc0202573
        TRAPS_IN PRV_U, 12, CAUSE_ILLEGAL_INSTRUCTION, a7, rdinstret a0
        # A counter that is inhibited stands still.
        TEST_CASE(13, a0, 0, csrwi mcountinhibit, 4; csrr a1, minstret; nop; csrr a2, minstret; csrwi mcountinhibit, 0; sub a0, a2, a1)

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
