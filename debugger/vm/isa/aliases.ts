/** The usual spellings of common instructions, in the order in which the disassembler tries them. [Unpriv §25] */

import type { FieldName } from './fields';
import { parseExpansion, type Expansion } from './syntax';

export interface Alias {
  readonly name: string;
  /** Its own operands, by the names of the instruction's fields. */
  readonly operands: string;
  readonly expansion: Expansion;
  readonly fields: readonly FieldName[];
}

function alias(name: string, operands: string, expands: string): Alias {
  const expansion = parseExpansion(expands);
  const fields = expansion.operands.flatMap(([, it]) => ('field' in it ? [it.field] : []));
  return { name, operands, expansion, fields };
}

export const ALIASES: readonly Alias[] = [
  alias('nop', '', 'addi x0, x0, 0'),
  alias('li', 'rd, immI', 'addi rd, x0, immI'),
  alias('mv', 'rd, rs1', 'addi rd, rs1, 0'),
  alias('not', 'rd, rs1', 'xori rd, rs1, -1'),
  alias('zext.b', 'rd, rs1', 'andi rd, rs1, 255'),
  alias('neg', 'rd, rs2', 'sub rd, x0, rs2'),
  alias('seqz', 'rd, rs1', 'sltiu rd, rs1, 1'),
  alias('snez', 'rd, rs2', 'sltu rd, x0, rs2'),
  alias('sltz', 'rd, rs1', 'slt rd, rs1, x0'),
  alias('sgtz', 'rd, rs2', 'slt rd, x0, rs2'),

  alias('beqz', 'rs1, immB', 'beq rs1, x0, immB'),
  alias('bnez', 'rs1, immB', 'bne rs1, x0, immB'),
  alias('blez', 'rs2, immB', 'bge x0, rs2, immB'),
  alias('bgez', 'rs1, immB', 'bge rs1, x0, immB'),
  alias('bltz', 'rs1, immB', 'blt rs1, x0, immB'),
  alias('bgtz', 'rs2, immB', 'blt x0, rs2, immB'),

  alias('j', 'immJ', 'jal x0, immJ'),
  alias('jal', 'immJ', 'jal x1, immJ'),
  alias('ret', '', 'jalr x0, 0(x1)'),
  alias('jr', 'rs1', 'jalr x0, 0(rs1)'),
  alias('jr', 'immI(rs1)', 'jalr x0, immI(rs1)'),
  alias('jalr', 'rs1', 'jalr x1, 0(rs1)'),
  alias('jalr', 'immI(rs1)', 'jalr x1, immI(rs1)'),
  alias('jalr', 'rd, rs1', 'jalr rd, 0(rs1)'),

  alias('unimp', '', 'csrrw x0, 3072, x0'), // A write to a read-only CSR is illegal everywhere.
  alias('rdcycle', 'rd', 'csrrs rd, 3072, x0'),
  alias('rdtime', 'rd', 'csrrs rd, 3073, x0'),
  alias('rdinstret', 'rd', 'csrrs rd, 3074, x0'),
  alias('rdcycleh', 'rd', 'csrrs rd, 3200, x0'),
  alias('rdtimeh', 'rd', 'csrrs rd, 3201, x0'),
  alias('rdinstreth', 'rd', 'csrrs rd, 3202, x0'),
  alias('csrr', 'rd, csr', 'csrrs rd, csr, x0'),
  alias('csrw', 'csr, rs1', 'csrrw x0, csr, rs1'),
  alias('csrs', 'csr, rs1', 'csrrs x0, csr, rs1'),
  alias('csrc', 'csr, rs1', 'csrrc x0, csr, rs1'),
  alias('csrwi', 'csr, uimm', 'csrrwi x0, csr, uimm'),
  alias('csrsi', 'csr, uimm', 'csrrsi x0, csr, uimm'),
  alias('csrci', 'csr, uimm', 'csrrci x0, csr, uimm'),

  alias('fence', '', 'fence 15, 15'),
  alias('sfence.vma', '', 'sfence.vma x0, x0'),
  alias('sfence.vma', 'rs1', 'sfence.vma rs1, x0'),
];
