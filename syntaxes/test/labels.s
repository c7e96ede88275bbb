# SYNTAX TEST "source.riscv" "labels, local labels, numbers, relocations"

_start:
# <------ entity.name.function.label.riscv
#     ^ punctuation.separator.label.riscv
add:
# <--- entity.name.function.label.riscv - keyword.mnemonic.riscv
a0:  nop
# <-- entity.name.function.label.riscv - variable.language.register.riscv
#    ^^^ keyword.mnemonic.riscv
.Lloop$1: addi t0, t0, -1
# <-------- entity.name.function.label.riscv - keyword.directive.riscv
#         ^^^^ keyword.mnemonic.riscv
1:  bnez    t0, 1b
# <- entity.name.label.local.riscv
#   ^^^^ keyword.control.flow.riscv
#               ^^ variable.other.label.local.riscv
10: j       2f
# <-- entity.name.label.local.riscv
#           ^^ variable.other.label.local.riscv
    j       .Lloop$1
#           ^^^^^^^^ variable.other.symbol.riscv

    li      a0, 0xdeadBEEF
#               ^^^^^^^^^^ constant.numeric.hex.riscv
    li      a0, 0xfg
#               ^^^^ - constant.numeric.hex.riscv
    li      a0, 0b1010
#               ^^^^^^ constant.numeric.binary.riscv
    li      a0, 0b
#               ^^ variable.other.label.local.riscv - constant.numeric.binary.riscv
    li      a0, 0755
#               ^^^^ constant.numeric.octal.riscv
    li      a0, 089
#               ^^^ - constant.numeric
    li      a0, (1 << 12) | ~3
#               ^ punctuation.section.parens.riscv
#                ^ constant.numeric.decimal.riscv
#                  ^^ keyword.operator.riscv
#                         ^ keyword.operator.riscv
#                           ^ keyword.operator.riscv
    li      a0, 'a'
#               ^^^ constant.character.riscv
    li      a0, '\n'
#               ^^^^ constant.character.riscv

    lui     a0, %hi(message + 4)
#               ^^^ support.function.relocation.riscv
#                  ^ punctuation.section.parens.riscv
#                   ^^^^^^^ variable.other.symbol.riscv
    lw      a0, %lo(message)(a0)
#               ^^^ support.function.relocation.riscv
#                            ^^ variable.language.register.riscv
    auipc   a0, %pcrel_hi(message)
#               ^^^^^^^^^ support.function.relocation.riscv
    addi    a0, a0, %pcrel_lo(1b)
#                   ^^^^^^^^^ support.function.relocation.riscv
#                             ^^ variable.other.label.local.riscv
    li      a0, 7 %hi
#                 ^ keyword.operator.riscv - support.function.relocation.riscv
