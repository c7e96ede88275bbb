# SYNTAX TEST "source.riscv" "registers, CSRs and what only looks like them"

    mv      x31, x0
#           ^^^ variable.language.register.riscv
#                ^^ variable.language.register.riscv
    mv      x32, x1y
#           ^^^ variable.other.symbol.riscv - variable.language.register.riscv
#                ^^^ variable.other.symbol.riscv - variable.language.register.riscv
    mv      s11, s12
#           ^^^ variable.language.register.riscv
#                ^^^ variable.other.symbol.riscv - variable.language.register.riscv
    mv      a7, a8
#           ^^ variable.language.register.riscv
#               ^^ variable.other.symbol.riscv - variable.language.register.riscv
    mv      fp, spare
#           ^^ variable.language.register.riscv
#               ^^^^^ variable.other.symbol.riscv - variable.language.register.riscv
    fmv.s   ft11, ft12
#           ^^^^ variable.language.register.riscv
#                 ^^^^ variable.other.symbol.riscv - variable.language.register.riscv

    csrr    t0, satp
#               ^^^^ support.constant.csr.riscv
    csrw    stvec, t0
#           ^^^^^ support.constant.csr.riscv
    csrr    t0, stimecmph
#               ^^^^^^^^^ support.constant.csr.riscv
    csrr    t0, mhpmcounter31h
#               ^^^^^^^^^^^^^^ support.constant.csr.riscv
    csrr    t0, mhpmcounter2
#               ^^^^^^^^^^^^ variable.other.symbol.riscv - support.constant.csr.riscv
    csrr    t0, pmpaddr63
#               ^^^^^^^^^ support.constant.csr.riscv
    csrr    t0, pmpaddr64
#               ^^^^^^^^^ variable.other.symbol.riscv - support.constant.csr.riscv
    csrr    t0, 0xc01
#               ^^^^^ constant.numeric.hex.riscv

    la      a0, add
#               ^^^ variable.other.symbol.riscv - keyword.mnemonic.riscv
    j       ret
#           ^^^ variable.other.symbol.riscv - keyword.control.flow.riscv
    adder   a0, a1
#   ^^^^^ entity.name.function.macro.call.riscv - keyword.mnemonic.riscv
    add.w   a0, a1
#   ^^^^^ entity.name.function.macro.call.riscv - keyword.mnemonic.riscv
    lr.h    a0, (a1)
#   ^^^^ entity.name.function.macro.call.riscv - keyword.mnemonic.riscv
    rtz
#   ^^^ entity.name.function.macro.call.riscv - constant.language.rounding.riscv
