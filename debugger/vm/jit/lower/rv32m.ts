/** RV32M in WebAssembly, whose divisions trap where RISC-V's do not. [Unpriv §7] [Wasm §4.3.2] */

import { value, type Lowerings, type Step } from './lowering';

const HIGH_WORD: readonly Step[] = ['i64.mul', { long: 32 }, 'i64.shr_u', 'i32.wrap_i64'];

/** Dividing by -1 is negating: then the one overflow wraps onto itself. [Unpriv §7.2 table 7.1] */
const QUOTIENT: readonly Step[] = [
  ...(['b', -1, 'i32.eq'] as const),
  { then: [0, 'a', 'i32.sub'], else: ['a', 'b', 'i32.div_s'] },
];

export const rv32m: Lowerings = {
  mul: value('a', 'b', 'i32.mul'),
  mulh: value('a', 'i64.extend_i32_s', 'b', 'i64.extend_i32_s', ...HIGH_WORD),
  mulhsu: value('a', 'i64.extend_i32_s', 'b', 'i64.extend_i32_u', ...HIGH_WORD),
  mulhu: value('a', 'i64.extend_i32_u', 'b', 'i64.extend_i32_u', ...HIGH_WORD),

  div: value('b', { then: QUOTIENT, else: [-1] }),
  divu: value('b', { then: ['a', 'b', 'i32.div_u'], else: [-1] }),
  rem: value('b', { then: ['a', 'b', 'i32.rem_s'], else: ['a'] }),
  remu: value('b', { then: ['a', 'b', 'i32.rem_u'], else: ['a'] }),
};
