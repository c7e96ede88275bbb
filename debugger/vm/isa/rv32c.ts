/** RV32C: 16-bit spellings of common instructions. [Unpriv §16.8] F and D forms are absent: they are illegal. */

import { defineExtension } from './instruction';

const CR = { format: 'CR', mask: 0xf003 } as const;
const CI = { format: 'CI', mask: 0xe003, operands: 'rd, immCI' } as const;
const CB = { format: 'CB', mask: 0xe003, operands: 'rs1C, immCB' } as const;
const CJ = { format: 'CJ', mask: 0xe003, operands: 'immCJ' } as const;
const CA = { format: 'CA', mask: 0xfc63, operands: 'rs1C, rs2C' } as const;
/** Bit 12 is shamt[5], which RV32 keeps clear. [§16.5] */
const SHIFT = { format: 'CB', mask: 0xfc03, operands: 'rs1C, shamtC' } as const;

export const rv32c = defineExtension('C', [
  // Quadrant 0. The all-zero halfword is illegal by design: its immediate is zero.
  {
    format: 'CIW',
    mask: 0xe003,
    match: 0x0000,
    name: 'c.addi4spn',
    operands: 'rdC, sp, immCIW',
    nonzero: ['immCIW'],
    expands: 'addi rdC, x2, immCIW',
  },
  {
    format: 'CL',
    mask: 0xe003,
    match: 0x4000,
    name: 'c.lw',
    operands: 'rdC, immCL(rs1C)',
    expands: 'lw rdC, immCL(rs1C)',
  },
  {
    format: 'CS',
    mask: 0xe003,
    match: 0xc000,
    name: 'c.sw',
    operands: 'rs2C, immCL(rs1C)',
    expands: 'sw rs2C, immCL(rs1C)',
  },

  // Quadrant 1.
  { ...CI, name: 'c.nop', mask: 0xffff, match: 0x0001, operands: '', expands: 'addi x0, x0, 0' },
  {
    ...CI,
    name: 'c.nop',
    mask: 0xef83,
    match: 0x0001,
    operands: 'immCI',
    nonzero: ['immCI'],
    expands: 'addi x0, x0, immCI',
    hints: 'always',
  },
  {
    ...CI,
    name: 'c.addi',
    match: 0x0001,
    nonzero: ['rd'],
    expands: 'addi rd, rd, immCI',
    hints: ['immCI'],
  },
  { ...CJ, name: 'c.jal', match: 0x2001, expands: 'jal x1, immCJ' },
  { ...CI, name: 'c.li', match: 0x4001, expands: 'addi rd, x0, immCI', hints: ['rd'] },
  {
    ...CI,
    name: 'c.addi16sp',
    mask: 0xef83,
    match: 0x6101,
    operands: 'sp, immCI16',
    nonzero: ['immCI16'],
    expands: 'addi x2, x2, immCI16',
  },
  {
    ...CI,
    name: 'c.lui',
    match: 0x6001,
    operands: 'rd, immCLui',
    nonzero: ['immCLui'],
    except: { field: 'rd', value: 2 },
    expands: 'lui rd, immCLui',
    hints: ['rd'],
  },
  {
    ...SHIFT,
    name: 'c.srli',
    match: 0x8001,
    expands: 'srli rs1C, rs1C, shamtC',
    hints: ['shamtC'],
  },
  {
    ...SHIFT,
    name: 'c.srai',
    match: 0x8401,
    expands: 'srai rs1C, rs1C, shamtC',
    hints: ['shamtC'],
  },
  {
    ...CB,
    name: 'c.andi',
    mask: 0xec03,
    match: 0x8801,
    operands: 'rs1C, immCI',
    expands: 'andi rs1C, rs1C, immCI',
  },
  { ...CA, name: 'c.sub', match: 0x8c01, expands: 'sub rs1C, rs1C, rs2C' },
  { ...CA, name: 'c.xor', match: 0x8c21, expands: 'xor rs1C, rs1C, rs2C' },
  { ...CA, name: 'c.or', match: 0x8c41, expands: 'or rs1C, rs1C, rs2C' },
  { ...CA, name: 'c.and', match: 0x8c61, expands: 'and rs1C, rs1C, rs2C' },
  { ...CJ, name: 'c.j', match: 0xa001, expands: 'jal x0, immCJ' },
  { ...CB, name: 'c.beqz', match: 0xc001, expands: 'beq rs1C, x0, immCB' },
  { ...CB, name: 'c.bnez', match: 0xe001, expands: 'bne rs1C, x0, immCB' },

  // Quadrant 2.
  {
    ...CI,
    name: 'c.slli',
    mask: 0xf003,
    match: 0x0002,
    operands: 'rd, shamtC',
    expands: 'slli rd, rd, shamtC',
    hints: ['rd', 'shamtC'],
  },
  {
    ...CI,
    name: 'c.lwsp',
    match: 0x4002,
    operands: 'rd, immCLwsp(sp)',
    nonzero: ['rd'],
    expands: 'lw rd, immCLwsp(x2)',
  },
  {
    ...CR,
    name: 'c.jr',
    mask: 0xf07f,
    match: 0x8002,
    operands: 'rs1Full',
    nonzero: ['rs1Full'],
    expands: 'jalr x0, 0(rs1Full)',
  },
  {
    ...CR,
    name: 'c.mv',
    match: 0x8002,
    operands: 'rd, rs2Full',
    nonzero: ['rs2Full'],
    expands: 'addi rd, rs2Full, 0', // The specification says add from x0; as an addi it is what `mv` is.
    hints: ['rd'],
  },
  { ...CR, name: 'c.ebreak', mask: 0xffff, match: 0x9002, operands: '', expands: 'ebreak' },
  {
    ...CR,
    name: 'c.jalr',
    mask: 0xf07f,
    match: 0x9002,
    operands: 'rs1Full',
    nonzero: ['rs1Full'],
    expands: 'jalr x1, 0(rs1Full)',
  },
  {
    ...CR,
    name: 'c.add',
    match: 0x9002,
    operands: 'rd, rs2Full',
    nonzero: ['rs2Full'],
    expands: 'add rd, rd, rs2Full',
    hints: ['rd'],
  },
  {
    format: 'CSS',
    mask: 0xe003,
    match: 0xc002,
    name: 'c.swsp',
    operands: 'rs2Full, immCSwsp(sp)',
    expands: 'sw rs2Full, immCSwsp(x2)',
  },
]);
