# SYNTAX TEST "source.riscv" "mnemonics are the first word of a statement"

    addi    sp, sp, -16
#   ^^^^ keyword.mnemonic.riscv
#           ^^ variable.language.register.riscv
#             ^ punctuation.separator.riscv
#               ^^ variable.language.register.riscv
#                   ^ keyword.operator.riscv
#                    ^^ constant.numeric.decimal.riscv
    lw      a0, 12(s0)
#   ^^ keyword.mnemonic.riscv
#               ^^ constant.numeric.decimal.riscv
#                 ^ punctuation.section.parens.riscv
#                  ^^ variable.language.register.riscv
    sraiw   t0, t1, 3 ; subw a1, a2, a3
#   ^^^^^ keyword.mnemonic.riscv
#                     ^ punctuation.separator.statement.riscv
#                       ^^^^ keyword.mnemonic.riscv
    fence.i
#   ^^^^^^^ keyword.mnemonic.riscv
    fence   rw, iorw
#   ^^^^^ keyword.mnemonic.riscv
#           ^^ constant.language.fence.riscv
#               ^^^^ constant.language.fence.riscv
    mulhsu  a0, a1, a2
#   ^^^^^^ keyword.mnemonic.riscv
    remuw   a0, a1, a2
#   ^^^^^ keyword.mnemonic.riscv

    lr.w.aq     t0, (a0)
#   ^^^^^^^ keyword.mnemonic.riscv
    amomaxu.d.aqrl t0, t1, (a0)
#   ^^^^^^^^^^^^^^ keyword.mnemonic.riscv
    sc.w        t0, t1, (a0)
#   ^^^^ keyword.mnemonic.riscv

    fmadd.s     fa0, ft0, fs11, f31, rtz
#   ^^^^^^^ keyword.mnemonic.riscv
#               ^^^ variable.language.register.riscv
#                    ^^^ variable.language.register.riscv
#                         ^^^^ variable.language.register.riscv
#                               ^^^ variable.language.register.riscv
#                                    ^^^ constant.language.rounding.riscv
    fcvt.wu.d   a0, fa0, dyn
#   ^^^^^^^^^ keyword.mnemonic.riscv
#                        ^^^ constant.language.rounding.riscv
    fmv.x.w     a0, fa0
#   ^^^^^^^ keyword.mnemonic.riscv
    fsgnjx.d    fa0, fa1, fa2
#   ^^^^^^^^ keyword.mnemonic.riscv

    c.addi16sp  sp, -32
#   ^^^^^^^^^^ keyword.mnemonic.riscv
    c.swsp      ra, 12(sp)
#   ^^^^^^ keyword.mnemonic.riscv
    c.j         done
#   ^^^ keyword.control.flow.riscv

    csrrw   t0, mstatus, t1
#   ^^^^^ keyword.mnemonic.riscv
    sret
#   ^^^^ keyword.control.flow.riscv
    mret # back
#   ^^^^ keyword.control.flow.riscv
    wfi
#   ^^^ keyword.control.flow.riscv
    sfence.vma zero, zero
#   ^^^^^^^^^^ keyword.mnemonic.riscv
    ecall
#   ^^^^^ keyword.control.flow.riscv

    beq     a0, zero, done
#   ^^^ keyword.control.flow.riscv
#                     ^^^^ variable.other.symbol.riscv
    bgtu    a0, a1, done
#   ^^^^ keyword.control.flow.riscv
    call    puts@plt
#   ^^^^ keyword.control.flow.riscv
#           ^^^^ variable.other.symbol.riscv
#               ^^^^ keyword.operator.riscv
    tail    puts
#   ^^^^ keyword.control.flow.riscv
    ret
#   ^^^ keyword.control.flow.riscv
    la      a0, message
#   ^^ keyword.mnemonic.riscv
    sext.b  a0, a0
#   ^^^^^^ keyword.mnemonic.riscv
    rdcycleh a0
#   ^^^^^^^^ keyword.mnemonic.riscv
    seqz    a0, a0
#   ^^^^ keyword.mnemonic.riscv
