# SYNTAX TEST "source.riscv" "directives, strings, macros, assignments"

    .section .text.init, "ax", @progbits
#   ^^^^^^^^ keyword.directive.riscv
#            ^^^^^^^^^^ variable.other.symbol.riscv
#                        ^^^^ string.quoted.double.riscv
#                              ^^^^^^^^^ constant.language.type.riscv
    .globl  _start
#   ^^^^^^ keyword.directive.riscv
#           ^^^^^^ variable.other.symbol.riscv
    .type   _start, @function
#                   ^^^^^^^^^ constant.language.type.riscv
    .option norvc
#   ^^^^^^^ keyword.directive.riscv
#           ^^^^^ constant.language.option.riscv
    .option fast
#           ^^^^ - constant.language.option.riscv
    .balign 4
#   ^^^^^^^ keyword.directive.riscv
    .cfi_def_cfa sp, 16
#   ^^^^^^^^^^^^ keyword.directive.riscv
#                ^^ variable.language.register.riscv
    .word   1, message - 4, 0x10
#   ^^^^^ storage.type.directive.riscv
#           ^ constant.numeric.decimal.riscv
#              ^^^^^^^ variable.other.symbol.riscv
#                      ^ keyword.operator.riscv
    .double 1.5e-3, 2e5
#           ^^^^^^ constant.numeric.float.riscv
#                   ^^^ constant.numeric.float.riscv
    .asciz  "one\n\"two\" # no comment // none"
#   ^^^^^^ storage.type.directive.riscv
#           ^^^^ string.quoted.double.riscv
#               ^^ constant.character.escape.riscv
#                 ^^ constant.character.escape.riscv
#                         ^^^^^^^^^^^^ string.quoted.double.riscv - comment
    .asciz  "\q"
#            ^^ invalid.illegal.escape.riscv
    .insn   r 0x33, 0, 0, a0, a1, a2
#   ^^^^^ storage.type.directive.riscv
    .worde  1
#   ^^^^^^ - storage.type.directive.riscv
    .equ    PAGE, 4096
#   ^^^^ keyword.directive.riscv
#           ^^^^ variable.other.constant.riscv
#                 ^^^^ constant.numeric.decimal.riscv
SIZE = PAGE * 2
# <---- variable.other.constant.riscv
#    ^ keyword.operator.assignment.riscv
#           ^ keyword.operator.riscv

    .macro  push register, offset=0, rest:vararg
#   ^^^^^^ keyword.control.directive.riscv
#           ^^^^ entity.name.function.macro.riscv
#                ^^^^^^^^ variable.parameter.riscv
#                          ^^^^^^ variable.parameter.riscv
#                                 ^ constant.numeric.decimal.riscv
#                                    ^^^^ variable.parameter.riscv
#                                         ^^^^^^ storage.modifier.riscv
saved_\@: addi sp, sp, -4
# <-------- entity.name.function.label.riscv
#     ^^ variable.parameter.riscv
#         ^^^^ keyword.mnemonic.riscv
    sw      \register, \offset\()(sp)
#           ^^^^^^^^^ variable.parameter.riscv
#                      ^^^^^^^ variable.parameter.riscv
#                             ^^^ variable.parameter.riscv
    .endm
#   ^^^^^ keyword.control.directive.riscv
    push    ra
#   ^^^^ entity.name.function.macro.call.riscv
#           ^^ variable.language.register.riscv
    .if SIZE > 4096
#   ^^^ keyword.control.directive.riscv
#            ^ keyword.operator.riscv
    .endif
#   ^^^^^^ keyword.control.directive.riscv
