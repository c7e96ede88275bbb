# Illegal instructions [Priv §3.1.16]: tval is the instruction

#include "riscv_test.h"
#include "test_macros.h"
#include "traps.h"

RVTEST_RV32M
RVTEST_CODE_BEGIN

        CATCH_TRAPS
        .set number, 2
        .macro ILLEGAL word
        .altmacro
        ILLEGAL_NUMBERED %number, \word
        .noaltmacro
        .set number, number + 1
        .endm
        .macro ILLEGAL_NUMBERED number, word
        li a7, \word
        TRAPS \number, CAUSE_ILLEGAL_INSTRUCTION, a7, .word \word
        .endm
        # No opcode, and opcodes of extensions that are not there: floating point, vector, 64 bits.
        ILLEGAL 0xffffffff
        ILLEGAL 0x0000007f
        ILLEGAL 0x00002007
        ILLEGAL 0x02007053
        ILLEGAL 0x00002027
        ILLEGAL 0x02007007
        ILLEGAL 0x0000001b
        ILLEGAL 0x0000003b
        ILLEGAL 0x00003003
        ILLEGAL 0x00006003
        ILLEGAL 0x00003023
        # Reserved functions of opcodes that are there.
        ILLEGAL 0x00002063
        ILLEGAL 0x00001067
        ILLEGAL 0x04000033
        ILLEGAL 0x40001033
        ILLEGAL 0x02001013
        ILLEGAL 0x40001013
        ILLEGAL 0x0000202f | 0x28000000
        ILLEGAL 0x1010202f
        ILLEGAL 0x0000302f
        ILLEGAL 0x00004073
        ILLEGAL 0x00200073
        ILLEGAL 0x7b200073
        ILLEGAL 0x00000073 | 0x80
        # Reserved compressed ones: all zero, an addi4spn of nothing, a lui and an addi16sp of nothing, lwsp and jr of x0.
        .option rvc
        .macro SHORT number, word
        li a7, \word
        TRAPS \number, CAUSE_ILLEGAL_INSTRUCTION, a7, .half \word
        .balign 4
        .endm
        SHORT 50, 0x0000
        SHORT 51, 0x0004
        SHORT 52, 0x6081
        SHORT 53, 0x6101
        SHORT 54, 0x4002
        SHORT 55, 0x8002
        SHORT 56, 0x9c01
        SHORT 57, 0x2000
        SHORT 58, 0x6000
        SHORT 59, 0xa000
        SHORT 60, 0x2002
        SHORT 61, 0x9005

        TEST_PASSFAIL

RVTEST_CODE_END

        .data
RVTEST_DATA_BEGIN
RVTEST_DATA_END
