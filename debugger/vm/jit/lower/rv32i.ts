/**
 * RV32I in WebAssembly. [Unpriv §2] [Wasm §4.3.2]
 * Shifts take the low five bits of their count, as RISC-V's do. Jumps are not here: they are the region's edges.
 */

import { memory, value, type Lowerings } from './lowering';

export const rv32i: Lowerings = {
  lui: value('imm'),
  auipc: value('pc', 'imm', 'i32.add'),

  beq: value('a', 'b', 'i32.eq'),
  bne: value('a', 'b', 'i32.ne'),
  blt: value('a', 'b', 'i32.lt_s'),
  bge: value('a', 'b', 'i32.ge_s'),
  bltu: value('a', 'b', 'i32.lt_u'),
  bgeu: value('a', 'b', 'i32.ge_u'),

  lb: memory('i32.load8_s'),
  lh: memory('i32.load16_s'),
  lw: memory('i32.load'),
  lbu: memory('i32.load8_u'),
  lhu: memory('i32.load16_u'),
  sb: memory('i32.store8'),
  sh: memory('i32.store16'),
  sw: memory('i32.store'),

  addi: value('a', 'imm', 'i32.add'),
  slti: value('a', 'imm', 'i32.lt_s'),
  sltiu: value('a', 'imm', 'i32.lt_u'),
  xori: value('a', 'imm', 'i32.xor'),
  ori: value('a', 'imm', 'i32.or'),
  andi: value('a', 'imm', 'i32.and'),
  slli: value('a', 'imm', 'i32.shl'),
  srli: value('a', 'imm', 'i32.shr_u'),
  srai: value('a', 'imm', 'i32.shr_s'),

  add: value('a', 'b', 'i32.add'),
  sub: value('a', 'b', 'i32.sub'),
  sll: value('a', 'b', 'i32.shl'),
  slt: value('a', 'b', 'i32.lt_s'),
  sltu: value('a', 'b', 'i32.lt_u'),
  xor: value('a', 'b', 'i32.xor'),
  srl: value('a', 'b', 'i32.shr_u'),
  sra: value('a', 'b', 'i32.shr_s'),
  or: value('a', 'b', 'i32.or'),
  and: value('a', 'b', 'i32.and'),

  fence: value(),
};
