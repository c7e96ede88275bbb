// SYNTAX TEST "source.riscv" "comments and the preprocessor"

    nop # add a0, "x" /*
//  ^^^ keyword.mnemonic.riscv
//      ^^^^^^^^^^^^^^^^ comment.line.number-sign.riscv
//        ^^^ - keyword
    nop // lw
//      ^^^^^ comment.line.double-slash.riscv
//         ^^ - keyword
    add a0, /* the first */ a1, a2
//          ^^^^^^^^^^^^^^^ comment.block.riscv
//                          ^^ variable.language.register.riscv - comment
/* over
   add lines */
// ^^^ comment.block.riscv - keyword
    nop
//  ^^^ keyword.mnemonic.riscv - comment
    li  a0, 6 / 3
//            ^ keyword.operator.riscv - comment
#define SIZE 16 // bytes
// <------- keyword.control.directive.preprocessor.riscv
//           ^^ constant.numeric.decimal.riscv
//              ^^^^^^^^ comment.line.double-slash.riscv
#include <asm/csr.h>
// <-------- keyword.control.directive.preprocessor.riscv
//       ^^^^^^^^^^^ string.quoted.other.include.riscv
#ifdefined as a comment would be
// <------- comment.line.number-sign.riscv - keyword.control.directive.preprocessor.riscv
# if this were code
// <- comment.line.number-sign.riscv - keyword.control.directive.preprocessor.riscv
