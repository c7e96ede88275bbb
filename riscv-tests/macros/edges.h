/*
 * Cases from tables. The assembler computes what is expected in 64 bits, from `a` and `b` as unsigned numbers and from
 * `sa` and `sb` as signed ones: in another way than any machine under test.
 *
 *   EDGES_RR add, a + b            every pair of edge values, and each register as its own destination
 *   EDGES_RI addi, sa + i          every edge value with every edge of a 12-bit immediate
 *   EDGES_SHIFT slli, a << i       every edge value with shift amounts
 *   EDGES_BRANCH blt, (sa < sb)    every pair, taken or not
 *
 * Cases are numbered from 100.
 */

        .set edge_case, 99

/* Numbers the next case and gives it the customary label. */
        .macro EDGE_LABEL number
test_\number:
        li TESTNUM, \number
        .endm

        .macro EDGE_CASE
        .set edge_case, edge_case + 1
        .altmacro
        EDGE_LABEL %edge_case
        .noaltmacro
        .endm

        .macro SIGNED name, value
        .set \name, (\value ^ 0x80000000) - 0x80000000
        .endm

        .macro EDGES_RR inst, expected:vararg
        .irp x, 0, 1, 2, 31, 0x55555555, 0x7fffffff, 0x80000000, 0x80000001, 0xaaaaaaaa, 0xfffffffe, 0xffffffff
        .irp y, 0, 1, 3, 32, 0x55555555, 0x7fffffff, 0x80000000, 0xfffff800, 0xffffffff
        .set a, \x
        .set b, \y
        SIGNED sa, \x
        SIGNED sb, \y
        EDGE_CASE
        li a1, \x
        li a2, \y
        li a4, (\expected) & 0xffffffff
        \inst a3, a1, a2
        bne a3, a4, fail
        \inst a1, a1, a2
        bne a1, a4, fail
        li a1, \x
        \inst a2, a1, a2
        bne a2, a4, fail
        .endr
        .endr
        .endm

        .macro EDGES_RI inst, expected:vararg
        .irp x, 0, 1, 0x55555555, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff
        .irp y, 0, 1, -1, 2047, -2048, 0x555
        .set a, \x
        .set i, \y
        .set ui, (\y) & 0xffffffff
        SIGNED sa, \x
        EDGE_CASE
        li a1, \x
        li a4, (\expected) & 0xffffffff
        \inst a3, a1, \y
        bne a3, a4, fail
        \inst a1, a1, \y
        bne a1, a4, fail
        .endr
        .endr
        .endm

        .macro EDGES_SHIFT inst, expected:vararg
        .irp x, 0, 1, 0x55555555, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff
        .irp y, 0, 1, 7, 16, 30, 31
        .set a, \x
        .set i, \y
        EDGE_CASE
        li a1, \x
        li a4, (\expected) & 0xffffffff
        \inst a3, a1, \y
        bne a3, a4, fail
        \inst a1, a1, \y
        bne a1, a4, fail
        .endr
        .endr
        .endm

/* The assembler's comparisons are -1 for true. */
        .macro EDGES_BRANCH inst, taken:vararg
        .irp x, 0, 1, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff
        .irp y, 0, 1, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff
        .set a, \x
        .set b, \y
        SIGNED sa, \x
        SIGNED sb, \y
        EDGE_CASE
        li a1, \x
        li a2, \y
        li a3, 0
        \inst a1, a2, 1f
        li a3, 1
1:
        .if (\taken)
        bnez a3, fail
        .else
        beqz a3, fail
        .endif
        .endr
        .endr
        .endm

/* An atomic on a word of memory: the old word comes back, and what is expected is in memory. */
        .macro EDGES_AMO inst, expected:vararg
        .irp x, 0, 1, 0x55555555, 0x7fffffff, 0x80000000, 0xffffffff
        .irp y, 0, 1, 0x7fffffff, 0x80000000, 0xaaaaaaaa, 0xffffffff
        .set a, \x
        .set b, \y
        SIGNED sa, \x
        SIGNED sb, \y
        EDGE_CASE
        la a0, amo_operand
        li a1, \x
        li a2, \y
        li a4, (\expected) & 0xffffffff
        sw a1, 0(a0)
        \inst a3, a2, (a0)
        bne a3, a1, fail
        lw a3, 0(a0)
        bne a3, a4, fail
        /* The source as destination: it is read first. */
        sw a1, 0(a0)
        \inst a2, a2, (a0)
        bne a2, a1, fail
        lw a3, 0(a0)
        bne a3, a4, fail
        .endr
        .endr
        .endm
