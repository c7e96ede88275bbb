/** RV32M: integer multiplication and division. [Unpriv §7] */

import { defineExtension } from './instruction';

/** funct7, funct3 and opcode are fixed; rs2, rs1 and rd vary. */
const R = { format: 'R', mask: 0xfe00707f, operands: 'rd, rs1, rs2' } as const;
const MULTIPLY = { ...R, price: 'multiply' } as const;
const DIVIDE = { ...R, price: 'divide' } as const;

export const rv32m = defineExtension('M', [
  { ...MULTIPLY, name: 'mul', match: 0x02000033, effect: { sets: 'Math.imul(a, b)' } },
  { ...MULTIPLY, name: 'mulh', match: 0x02001033, effect: { sets: 'mulh(a, b)' } },
  { ...MULTIPLY, name: 'mulhsu', match: 0x02002033, effect: { sets: 'mulhsu(a, b)' } },
  { ...MULTIPLY, name: 'mulhu', match: 0x02003033, effect: { sets: 'mulhu(a, b)' } },
  // Division never traps: x / 0 is all ones, and the one overflow wraps onto itself. [§7.2 table 7.1]
  { ...DIVIDE, name: 'div', match: 0x02004033, effect: { sets: 'b === 0 ? -1 : (a / b) | 0' } },
  {
    ...DIVIDE,
    name: 'divu',
    match: 0x02005033,
    effect: { sets: 'b === 0 ? -1 : ((a >>> 0) / (b >>> 0)) | 0' },
  },
  { ...DIVIDE, name: 'rem', match: 0x02006033, effect: { sets: 'b === 0 ? a : (a % b) | 0' } },
  {
    ...DIVIDE,
    name: 'remu',
    match: 0x02007033,
    effect: { sets: 'b === 0 ? a : ((a >>> 0) % (b >>> 0)) | 0' },
  },
]);
