/** RV32A in WebAssembly: what the memory word becomes. LR and SC, which nothing hot has, stay out. [Unpriv §8] */

import { value, type Lowerings } from './lowering';

export const rv32a: Lowerings = {
  'amoswap.w': value('b'),
  'amoadd.w': value('old', 'b', 'i32.add'),
  'amoxor.w': value('old', 'b', 'i32.xor'),
  'amoand.w': value('old', 'b', 'i32.and'),
  'amoor.w': value('old', 'b', 'i32.or'),
  'amomin.w': value('old', 'b', 'old', 'b', 'i32.lt_s', 'select'),
  'amomax.w': value('old', 'b', 'old', 'b', 'i32.gt_s', 'select'),
  'amominu.w': value('old', 'b', 'old', 'b', 'i32.lt_u', 'select'),
  'amomaxu.w': value('old', 'b', 'old', 'b', 'i32.gt_u', 'select'),
};
