/*
 * What tests are written with. A case sets its number, works, and compares one register; the first that fails ends the
 * test with its number. Macros have their customary names; those below EDGES are our own.
 */

#ifndef _TEST_MACROS_H
#define _TEST_MACROS_H

#define __riscv_xlen_mask 0xffffffff
#define MASK_XLEN(x) ((x) & __riscv_xlen_mask)
#define SEXT_IMM(x) ((x) | (-(((x) >> 11) & 1) << 11))
#define _TESTNAME(n) test_##n

#define TEST_CASE(testnum, testreg, correctval, code...)                       \
test_##testnum:                                                                \
        li TESTNUM, testnum;                                                   \
        code;                                                                  \
        li x7, MASK_XLEN(correctval);                                          \
        bne testreg, x7, fail;

#define TEST_PASSFAIL                                                          \
        bne x0, TESTNUM, pass;                                                 \
fail:   RVTEST_FAIL;                                                           \
pass:   RVTEST_PASS

/* Fillers between a source and its use. */
#define TEST_INSERT_NOPS_0
#define TEST_INSERT_NOPS_1 nop; TEST_INSERT_NOPS_0
#define TEST_INSERT_NOPS_2 nop; TEST_INSERT_NOPS_1
#define TEST_INSERT_NOPS_3 nop; TEST_INSERT_NOPS_2
#define TEST_INSERT_NOPS_4 nop; TEST_INSERT_NOPS_3
#define TEST_INSERT_NOPS_5 nop; TEST_INSERT_NOPS_4
#define TEST_INSERT_NOPS_6 nop; TEST_INSERT_NOPS_5
#define TEST_INSERT_NOPS_7 nop; TEST_INSERT_NOPS_6
#define TEST_INSERT_NOPS_8 nop; TEST_INSERT_NOPS_7
#define TEST_INSERT_NOPS_9 nop; TEST_INSERT_NOPS_8
#define TEST_INSERT_NOPS_10 nop; TEST_INSERT_NOPS_9

/* A body that runs twice, so that a loop closes over it. */
#define TWICE(code...)                                                         \
        li x4, 0;                                                              \
1:      code;                                                                  \
        addi x4, x4, 1;                                                        \
        li x5, 2;                                                              \
        bne x4, x5, 1b;

/* One register and an immediate. */
#define TEST_IMM_OP(testnum, inst, result, val1, imm)                          \
        TEST_CASE(testnum, x14, result,                                        \
          li x13, MASK_XLEN(val1); inst x14, x13, SEXT_IMM(imm))

#define TEST_IMM_SRC1_EQ_DEST(testnum, inst, result, val1, imm)                \
        TEST_CASE(testnum, x11, result,                                        \
          li x11, MASK_XLEN(val1); inst x11, x11, SEXT_IMM(imm))

#define TEST_IMM_DEST_BYPASS(testnum, nop_cycles, inst, result, val1, imm)     \
        TEST_CASE(testnum, x6, result,                                         \
          TWICE(li x1, MASK_XLEN(val1); inst x14, x1, SEXT_IMM(imm);           \
            TEST_INSERT_NOPS_##nop_cycles addi x6, x14, 0))

#define TEST_IMM_SRC1_BYPASS(testnum, nop_cycles, inst, result, val1, imm)     \
        TEST_CASE(testnum, x14, result,                                        \
          TWICE(li x1, MASK_XLEN(val1); TEST_INSERT_NOPS_##nop_cycles          \
            inst x14, x1, SEXT_IMM(imm)))

#define TEST_IMM_ZEROSRC1(testnum, inst, result, imm)                          \
        TEST_CASE(testnum, x1, result, inst x1, x0, SEXT_IMM(imm))

#define TEST_IMM_ZERODEST(testnum, inst, val1, imm)                            \
        TEST_CASE(testnum, x0, 0, li x1, MASK_XLEN(val1); inst x0, x1, SEXT_IMM(imm))

/* One register. */
#define TEST_R_OP(testnum, inst, result, val1)                                 \
        TEST_CASE(testnum, x14, result, li x1, val1; inst x14, x1)

#define TEST_R_SRC1_EQ_DEST(testnum, inst, result, val1)                       \
        TEST_CASE(testnum, x1, result, li x1, val1; inst x1, x1)

#define TEST_R_DEST_BYPASS(testnum, nop_cycles, inst, result, val1)            \
        TEST_CASE(testnum, x6, result,                                         \
          TWICE(li x1, val1; inst x14, x1; TEST_INSERT_NOPS_##nop_cycles addi x6, x14, 0))

/* Two registers. */
#define TEST_RR_OP(testnum, inst, result, val1, val2)                          \
        TEST_CASE(testnum, x14, result,                                        \
          li x11, MASK_XLEN(val1); li x12, MASK_XLEN(val2); inst x14, x11, x12)

#define TEST_RR_SRC1_EQ_DEST(testnum, inst, result, val1, val2)                \
        TEST_CASE(testnum, x11, result,                                        \
          li x11, MASK_XLEN(val1); li x12, MASK_XLEN(val2); inst x11, x11, x12)

#define TEST_RR_SRC2_EQ_DEST(testnum, inst, result, val1, val2)                \
        TEST_CASE(testnum, x12, result,                                        \
          li x11, MASK_XLEN(val1); li x12, MASK_XLEN(val2); inst x12, x11, x12)

#define TEST_RR_SRC12_EQ_DEST(testnum, inst, result, val1)                     \
        TEST_CASE(testnum, x11, result, li x11, MASK_XLEN(val1); inst x11, x11, x11)

#define TEST_RR_DEST_BYPASS(testnum, nop_cycles, inst, result, val1, val2)     \
        TEST_CASE(testnum, x6, result,                                         \
          TWICE(li x1, MASK_XLEN(val1); li x2, MASK_XLEN(val2); inst x14, x1, x2; \
            TEST_INSERT_NOPS_##nop_cycles addi x6, x14, 0))

#define TEST_RR_SRC12_BYPASS(testnum, src1_nops, src2_nops, inst, result, val1, val2) \
        TEST_CASE(testnum, x14, result,                                        \
          TWICE(li x1, MASK_XLEN(val1); TEST_INSERT_NOPS_##src1_nops           \
            li x2, MASK_XLEN(val2); TEST_INSERT_NOPS_##src2_nops inst x14, x1, x2))

#define TEST_RR_SRC21_BYPASS(testnum, src1_nops, src2_nops, inst, result, val1, val2) \
        TEST_CASE(testnum, x14, result,                                        \
          TWICE(li x2, MASK_XLEN(val2); TEST_INSERT_NOPS_##src1_nops           \
            li x1, MASK_XLEN(val1); TEST_INSERT_NOPS_##src2_nops inst x14, x1, x2))

#define TEST_RR_ZEROSRC1(testnum, inst, result, val)                           \
        TEST_CASE(testnum, x2, result, li x1, MASK_XLEN(val); inst x2, x0, x1)

#define TEST_RR_ZEROSRC2(testnum, inst, result, val)                           \
        TEST_CASE(testnum, x2, result, li x1, MASK_XLEN(val); inst x2, x1, x0)

#define TEST_RR_ZEROSRC12(testnum, inst, result)                               \
        TEST_CASE(testnum, x1, result, inst x1, x0, x0)

#define TEST_RR_ZERODEST(testnum, inst, val1, val2)                            \
        TEST_CASE(testnum, x0, 0,                                              \
          li x1, MASK_XLEN(val1); li x2, MASK_XLEN(val2); inst x0, x1, x2)

/* Loads and stores. */
#define TEST_LD_OP(testnum, inst, result, offset, base)                        \
        TEST_CASE(testnum, x14, result, li x15, result; la x2, base; inst x14, offset(x2); )

#define TEST_ST_OP(testnum, load_inst, store_inst, result, offset, base)       \
        TEST_CASE(testnum, x14, result,                                        \
          la x2, base; li x1, result; la x15, 7f; store_inst x1, offset(x2);   \
          load_inst x14, offset(x2); j 8f;                                     \
7:        mv x14, x2;                                                          \
8:      )

#define TEST_LD_DEST_BYPASS(testnum, nop_cycles, inst, result, offset, base)   \
        TEST_CASE(testnum, x6, result,                                         \
          TWICE(la x13, base; inst x14, offset(x13);                           \
            TEST_INSERT_NOPS_##nop_cycles addi x6, x14, 0))

#define TEST_LD_SRC1_BYPASS(testnum, nop_cycles, inst, result, offset, base)   \
        TEST_CASE(testnum, x14, result,                                        \
          TWICE(la x13, base; TEST_INSERT_NOPS_##nop_cycles inst x14, offset(x13)))

#define TEST_ST_SRC12_BYPASS(testnum, src1_nops, src2_nops, load_inst, store_inst, result, offset, base) \
        TEST_CASE(testnum, x14, result,                                        \
          TWICE(li x13, result; TEST_INSERT_NOPS_##src1_nops la x12, base;     \
            TEST_INSERT_NOPS_##src2_nops store_inst x13, offset(x12);          \
            load_inst x14, offset(x12)))

#define TEST_ST_SRC21_BYPASS(testnum, src1_nops, src2_nops, load_inst, store_inst, result, offset, base) \
        TEST_CASE(testnum, x14, result,                                        \
          TWICE(la x2, base; TEST_INSERT_NOPS_##src1_nops li x1, result;       \
            TEST_INSERT_NOPS_##src2_nops store_inst x1, offset(x2);            \
            load_inst x14, offset(x2)))

/* A load right behind the store that it sees, and a store right behind the load whose value it takes. */
#define TEST_ST_LD_BYPASS(testnum, load_inst, store_inst, result, offset, base) \
        TEST_CASE(testnum, x14, result,                                        \
          la x2, base; li x1, result; store_inst x1, offset(x2);               \
          load_inst x14, offset(x2))

#define TEST_LD_ST_BYPASS(testnum, load_inst, store_inst, result, offset, base) \
        TEST_CASE(testnum, x14, result,                                        \
          la x2, base; li x1, result; store_inst x1, offset(x2);               \
          load_inst x13, offset(x2); store_inst x0, offset(x2);                \
          store_inst x13, offset(x2); load_inst x14, offset(x2))

/* Branches: forward over a failure, and backward to it. */
#define TEST_BR2_OP_TAKEN(testnum, inst, val1, val2)                           \
test_##testnum:                                                                \
        li TESTNUM, testnum;                                                   \
        li x1, val1; li x2, val2;                                              \
        inst x1, x2, 2f;                                                       \
        bne x0, TESTNUM, fail;                                                 \
1:      bne x0, TESTNUM, 3f;                                                   \
2:      inst x1, x2, 1b;                                                       \
        bne x0, TESTNUM, fail;                                                 \
3:

#define TEST_BR2_OP_NOTTAKEN(testnum, inst, val1, val2)                        \
test_##testnum:                                                                \
        li TESTNUM, testnum;                                                   \
        li x1, val1; li x2, val2;                                              \
        inst x1, x2, 1f;                                                       \
        bne x0, TESTNUM, 2f;                                                   \
1:      bne x0, TESTNUM, fail;                                                 \
2:      inst x1, x2, 1b;

#define TEST_BR2_SRC12_BYPASS(testnum, src1_nops, src2_nops, inst, val1, val2) \
test_##testnum:                                                                \
        li TESTNUM, testnum;                                                   \
        TWICE(li x1, val1; TEST_INSERT_NOPS_##src1_nops                        \
          li x2, val2; TEST_INSERT_NOPS_##src2_nops inst x1, x2, fail)

#define TEST_BR2_SRC21_BYPASS(testnum, src1_nops, src2_nops, inst, val1, val2) \
test_##testnum:                                                                \
        li TESTNUM, testnum;                                                   \
        TWICE(li x2, val2; TEST_INSERT_NOPS_##src1_nops                        \
          li x1, val1; TEST_INSERT_NOPS_##src2_nops inst x1, x2, fail)

/* Jumps through a register. */
#define TEST_JR_SRC1_BYPASS(testnum, nop_cycles, inst)                         \
test_##testnum:                                                                \
        li TESTNUM, testnum;                                                   \
        TWICE(la x6, 2f; TEST_INSERT_NOPS_##nop_cycles inst x6;                \
          bne x0, TESTNUM, fail;                                               \
2:      )

#define TEST_JALR_SRC1_BYPASS(testnum, nop_cycles, inst)                       \
test_##testnum:                                                                \
        li TESTNUM, testnum;                                                   \
        TWICE(la x6, 2f; TEST_INSERT_NOPS_##nop_cycles inst x13, x6, 0;        \
          bne x0, TESTNUM, fail;                                               \
2:      )

#define TEST_DATA

/* EDGES: a case for each value, or pair of values, at the borders of what 32 bits mean. */
#include "edges.h"

#endif
