/** RV32I: the base integer instructions. [Unpriv §2] */

import { defineExtension } from './instruction';

const U = { format: 'U', mask: 0x0000007f, operands: 'rd, immU' } as const;
const I = { format: 'I', mask: 0x0000707f, operands: 'rd, rs1, immI' } as const;
const SHIFT = {
  format: 'I',
  mask: 0xfe00707f,
  operands: 'rd, rs1, shamt',
} as const;
const R = { format: 'R', mask: 0xfe00707f, operands: 'rd, rs1, rs2' } as const;
const BRANCH = {
  format: 'B',
  mask: 0x0000707f,
  operands: 'rs1, rs2, immB',
} as const;
const LOAD = { format: 'I', mask: 0x0000707f, operands: 'rd, immI(rs1)' } as const;
const STORE = {
  format: 'S',
  mask: 0x0000707f,
  operands: 'rs2, immS(rs1)',
} as const;
const WHOLE = { format: 'I', mask: 0xffffffff, operands: '' } as const;

export const rv32i = defineExtension('I', [
  { ...U, name: 'lui', match: 0x00000037, effect: { sets: 'imm' } },
  { ...U, name: 'auipc', match: 0x00000017, effect: { sets: 'pc + imm' } },

  // Targets are even by construction, and IALIGN is 16, so no jump is ever misaligned. [§2.5]
  {
    format: 'J',
    mask: 0x7f,
    operands: 'rd, immJ',
    name: 'jal',
    match: 0x6f,
    effect: { jumpsTo: 'pc + imm' },
  },
  {
    ...LOAD,
    name: 'jalr',
    match: 0x00000067,
    effect: { jumpsTo: '(a + imm) & -2' },
  },

  { ...BRANCH, name: 'beq', match: 0x00000063, effect: { branchesIf: 'a === b' } },
  { ...BRANCH, name: 'bne', match: 0x00001063, effect: { branchesIf: 'a !== b' } },
  { ...BRANCH, name: 'blt', match: 0x00004063, effect: { branchesIf: 'a < b' } },
  { ...BRANCH, name: 'bge', match: 0x00005063, effect: { branchesIf: 'a >= b' } },
  { ...BRANCH, name: 'bltu', match: 0x00006063, effect: { branchesIf: 'a >>> 0 < b >>> 0' } },
  { ...BRANCH, name: 'bgeu', match: 0x00007063, effect: { branchesIf: 'a >>> 0 >= b >>> 0' } },

  { ...LOAD, name: 'lb', match: 0x00000003, effect: { loads: 'i8' } },
  { ...LOAD, name: 'lh', match: 0x00001003, effect: { loads: 'i16' } },
  { ...LOAD, name: 'lw', match: 0x00002003, effect: { loads: 'i32' } },
  { ...LOAD, name: 'lbu', match: 0x00004003, effect: { loads: 'u8' } },
  { ...LOAD, name: 'lhu', match: 0x00005003, effect: { loads: 'u16' } },
  { ...STORE, name: 'sb', match: 0x00000023, effect: { stores: 'u8' } },
  { ...STORE, name: 'sh', match: 0x00001023, effect: { stores: 'u16' } },
  { ...STORE, name: 'sw', match: 0x00002023, effect: { stores: 'i32' } },

  { ...I, name: 'addi', match: 0x00000013, effect: { sets: 'a + imm' } },
  { ...I, name: 'slti', match: 0x00002013, effect: { sets: 'a < imm ? 1 : 0' } },
  { ...I, name: 'sltiu', match: 0x00003013, effect: { sets: 'a >>> 0 < imm >>> 0 ? 1 : 0' } },
  { ...I, name: 'xori', match: 0x00004013, effect: { sets: 'a ^ imm' } },
  { ...I, name: 'ori', match: 0x00006013, effect: { sets: 'a | imm' } },
  { ...I, name: 'andi', match: 0x00007013, effect: { sets: 'a & imm' } },
  { ...SHIFT, name: 'slli', match: 0x00001013, effect: { sets: 'a << imm' } },
  { ...SHIFT, name: 'srli', match: 0x00005013, effect: { sets: 'a >>> imm' } },
  { ...SHIFT, name: 'srai', match: 0x40005013, effect: { sets: 'a >> imm' } },

  // A shift takes the low five bits of rs2, as the shifts of TypeScript do.
  { ...R, name: 'add', match: 0x00000033, effect: { sets: 'a + b' } },
  { ...R, name: 'sub', match: 0x40000033, effect: { sets: 'a - b' } },
  { ...R, name: 'sll', match: 0x00001033, effect: { sets: 'a << b' } },
  { ...R, name: 'slt', match: 0x00002033, effect: { sets: 'a < b ? 1 : 0' } },
  { ...R, name: 'sltu', match: 0x00003033, effect: { sets: 'a >>> 0 < b >>> 0 ? 1 : 0' } },
  { ...R, name: 'xor', match: 0x00004033, effect: { sets: 'a ^ b' } },
  { ...R, name: 'srl', match: 0x00005033, effect: { sets: 'a >>> b' } },
  { ...R, name: 'sra', match: 0x40005033, effect: { sets: 'a >> b' } },
  { ...R, name: 'or', match: 0x00006033, effect: { sets: 'a | b' } },
  { ...R, name: 'and', match: 0x00007033, effect: { sets: 'a & b' } },

  // One hart sees its own accesses in order, so a fence orders nothing. Reserved fm, rd and rs1 are ignored. [§2.7]
  { ...I, name: 'fence', match: 0x0000000f, operands: 'pred, succ', effect: { nothing: true } },
  { ...WHOLE, name: 'ecall', match: 0x00000073, effect: { calls: 'environmentCall' } },
  { ...WHOLE, name: 'ebreak', match: 0x00100073, effect: { calls: 'breakpoint' } },
]);
