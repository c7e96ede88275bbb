/** RV32A: load-reserved, store-conditional and atomic memory operations. [Unpriv §8] */

import { defineExtension } from './instruction';

/** The aq and rl bits order nothing on a single hart; the disassembler shows them. [§8.1] */
const A = { format: 'A', mask: 0xf800707f, operands: 'rd, rs2, (rs1)' } as const;

export const rv32a = defineExtension('A', [
  {
    ...A,
    name: 'lr.w',
    match: 0x1000202f,
    mask: 0xf9f0707f,
    operands: 'rd, (rs1)',
    effect: { calls: 'loadReserved' },
  },
  { ...A, name: 'sc.w', match: 0x1800202f, effect: { calls: 'storeConditional' } },
  { ...A, name: 'amoswap.w', match: 0x0800202f, effect: { exchanges: 'b' } },
  { ...A, name: 'amoadd.w', match: 0x0000202f, effect: { exchanges: 'old + b' } },
  { ...A, name: 'amoxor.w', match: 0x2000202f, effect: { exchanges: 'old ^ b' } },
  { ...A, name: 'amoand.w', match: 0x6000202f, effect: { exchanges: 'old & b' } },
  { ...A, name: 'amoor.w', match: 0x4000202f, effect: { exchanges: 'old | b' } },
  { ...A, name: 'amomin.w', match: 0x8000202f, effect: { exchanges: 'old < b ? old : b' } },
  { ...A, name: 'amomax.w', match: 0xa000202f, effect: { exchanges: 'old > b ? old : b' } },
  {
    ...A,
    name: 'amominu.w',
    match: 0xc000202f,
    effect: { exchanges: 'old >>> 0 < b >>> 0 ? old : b' },
  },
  {
    ...A,
    name: 'amomaxu.w',
    match: 0xe000202f,
    effect: { exchanges: 'old >>> 0 > b >>> 0 ? old : b' },
  },
]);
