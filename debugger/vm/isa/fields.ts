/** Where the operands of an instruction sit in its word. [Unpriv §2.2, §2.3, §16.2] */

import { InvariantError } from '../../shared/errors';

/**
 * How an operand is written, and what its bits mean.
 * `target` is an offset from the instruction's own address; `upper` is shown without its twelve zero bits.
 */
export type FieldKind = 'register' | 'signed' | 'unsigned' | 'target' | 'upper' | 'csr' | 'order';

/** Which operand of the predecoded instruction the field becomes; `none` is not needed to execute. */
export type FieldRole = 'rd' | 'rs1' | 'rs2' | 'imm' | 'none';

/** Bits `high..low` of the word are bits `high-low+at..at` of the value. */
interface Slice {
  readonly high: number;
  readonly low: number;
  readonly at: number;
}

export interface Field {
  readonly kind: FieldKind;
  readonly role: FieldRole;
  readonly slices: readonly Slice[];
  /** Added to the bits: a three-bit register field names x8 to x15. */
  readonly bias: number;
  /** Position of the sign bit in the value; undefined where the value is unsigned. */
  readonly signBit: number | undefined;
}

/** `layout` lists word bits and, after `@`, where they go: `31:25@5 11:7@0`. */
function field(kind: FieldKind, role: FieldRole, layout: string, bias = 0): Field {
  const slices = layout.split(' ').map(parseSlice);
  const isSigned = kind === 'signed' || kind === 'target' || kind === 'upper';
  const top = Math.max(...slices.map(it => it.high - it.low + it.at));
  return { kind, role, slices, bias, signBit: isSigned ? top : undefined };
}

function parseSlice(text: string): Slice {
  const parts = /^(\d+)(?::(\d+))?@(\d+)$/.exec(text);
  if (parts === null) throw new InvariantError(`fields: not a slice (${text})`);
  const high = Number(parts[1]);
  return { high, low: Number(parts[2] ?? high), at: Number(parts[3]) };
}

export const FIELDS = {
  rd: field('register', 'rd', '11:7@0'),
  rs1: field('register', 'rs1', '19:15@0'),
  rs2: field('register', 'rs2', '24:20@0'),
  immI: field('signed', 'imm', '31:20@0'),
  immS: field('signed', 'imm', '31:25@5 11:7@0'),
  immB: field('target', 'imm', '31@12 7@11 30:25@5 11:8@1'),
  immU: field('upper', 'imm', '31:12@12'),
  immJ: field('target', 'imm', '31@20 19:12@12 20@11 30:21@1'),
  shamt: field('unsigned', 'imm', '24:20@0'),
  csr: field('csr', 'imm', '31:20@0'),
  uimm: field('unsigned', 'rs1', '19:15@0'),
  pred: field('order', 'none', '27:24@0'),
  succ: field('order', 'none', '23:20@0'),

  // Compressed forms. A name ending in C holds x8 to x15.
  rs1Full: field('register', 'rs1', '11:7@0'),
  rs2Full: field('register', 'rs2', '6:2@0'),
  rdC: field('register', 'rd', '4:2@0', 8),
  rs1C: field('register', 'rs1', '9:7@0', 8),
  rs2C: field('register', 'rs2', '4:2@0', 8),
  immCI: field('signed', 'imm', '12@5 6:2@0'),
  immCI16: field('signed', 'imm', '12@9 6@4 5@6 4:3@7 2@5'),
  immCLui: field('upper', 'imm', '12@17 6:2@12'),
  immCIW: field('unsigned', 'imm', '12:11@4 10:7@6 6@2 5@3'),
  immCL: field('unsigned', 'imm', '12:10@3 6@2 5@6'),
  immCLwsp: field('unsigned', 'imm', '12@5 6:4@2 3:2@6'),
  immCSwsp: field('unsigned', 'imm', '12:9@2 8:7@6'),
  immCB: field('target', 'imm', '12@8 11:10@3 6:5@6 4:3@1 2@5'),
  immCJ: field('target', 'imm', '12@11 11@4 10:9@8 8@10 7@6 6@7 5:3@1 2@5'),
  shamtC: field('unsigned', 'imm', '6:2@0'),
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof FIELDS;

export function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(FIELDS, name);
}

/** The field's value in an instruction word, as a signed 32-bit number. */
export function extract(field: Field, word: number): number {
  let value = 0;
  for (const { high, low, at } of field.slices) {
    value |= ((word >>> low) & sliceMask(high - low + 1)) << at;
  }
  if (field.signBit !== undefined) {
    const unused = 31 - field.signBit;
    value = (value << unused) >> unused;
  }
  return value + field.bias;
}

/** The word's bits that hold this value, or undefined where the field cannot hold it. */
export function insert(field: Field, value: number): number | undefined {
  let word = 0;
  for (const { high, low, at } of field.slices) {
    word |= (((value - field.bias) >>> at) & sliceMask(high - low + 1)) << low;
  }
  return extract(field, word) === (value | 0) ? word : undefined;
}

function sliceMask(width: number): number {
  return width === 32 ? -1 : (1 << width) - 1;
}
