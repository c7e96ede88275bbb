/**
 * The form in which the interpreter keeps an instruction: two words, of which the second is the immediate.
 *
 *   31      24 23    19 18    14 13     8 7       0
 *  +----------+--------+--------+--------+---------+
 *  |  length  |  rs2   |  rs1   |   rd   |operation|
 *  +----------+--------+--------+--------+---------+
 *
 * length is 2 or 4 bytes. rd has six bits: writes to x0 go to a word behind the registers, so that x0 stays zero.
 */

import { InvariantError } from '../../shared/errors';
import { decode, decodeBase } from './decode';
import { extract, FIELDS, type FieldName } from './fields';
import { isShort, traits, type BaseInstruction, type CompressedInstruction } from './instruction';
import { BASE_INSTRUCTIONS, COMPRESSED_INSTRUCTIONS } from './instructions';
import { operandFields, parseExpansion, type Source } from './syntax';

/** Operations that are no instructions: states of a slot, which count no step. */
export const OPERATION = {
  /** Zero, so that cleared slots are decoded when they are reached. */
  UNDECODED: 0,
  /** Stands behind the last slot of a page. */
  NEXT_PAGE: 1,
  /** The last halfword of a page, holding the first half of an instruction. */
  STRADDLE: 2,
  BREAKPOINT: 3,
  /** The immediate is the instruction word. */
  ILLEGAL: 4,
  /** Translated code can be entered here. */
  TRANSLATED: 5,
  FIRST_INSTRUCTION: 6,
} as const;

/** Where writes to x0 go. */
export const SINK_REGISTER = 32;

export interface Predecoded {
  readonly slot: number;
  readonly imm: number;
}

/** The operation that executes this row. */
export function operationOf(row: BaseInstruction): number {
  return OPERATION.FIRST_INSTRUCTION + BASE_INSTRUCTIONS.indexOf(row);
}

const ENDS_BLOCK = BASE_INSTRUCTIONS.map(row => traits(row).endsBlock);

/** Whether something else may be executed next than what stands behind it, or it is no instruction. */
export function endsBlock(slot: number): boolean {
  return ENDS_BLOCK[(slot & 0xff) - OPERATION.FIRST_INSTRUCTION] ?? true;
}

export function predecode(word: number): Predecoded {
  return isShort(word) ? predecodeShort(word & 0xffff) : predecodeLong(word);
}

interface Plan {
  readonly operation: number;
  readonly operands: readonly { readonly role: Role; readonly source: Source }[];
}
type Role = 'rd' | 'rs1' | 'rs2' | 'imm';

const plans = new Map<BaseInstruction | CompressedInstruction, Plan>([
  ...BASE_INSTRUCTIONS.map(row => [row, planBase(row)] as const),
  ...COMPRESSED_INSTRUCTIONS.map(row => [row, planCompressed(row)] as const),
]);

function planBase(row: BaseInstruction): Plan {
  const sources = operandFields(row.operands).map(it => [it, { field: it }] as const);
  return plan(row, sources);
}

function planCompressed(row: CompressedInstruction): Plan {
  const expansion = parseExpansion(row.expands);
  return plan(expansion.row, expansion.operands);
}

function plan(row: BaseInstruction, sources: readonly (readonly [FieldName, Source])[]): Plan {
  const operands = sources.flatMap(([name, source]) => {
    const { role } = FIELDS[name];
    return role === 'none' ? [] : [{ role, source }];
  });
  return { operation: operationOf(row), operands };
}

/** There are only so many halfwords, and a program uses few of them often. */
const shortCache: (Predecoded | undefined)[] = new Array<undefined>(0x10000).fill(undefined);

function predecodeShort(word: number): Predecoded {
  return (shortCache[word] ??= fill(word, 2));
}

/** Words met lately, each at the place that its bits lead to: programs repeat themselves, and machines run the same ones. */
const LONG_CACHE_BITS = 13;
const longWords = new Int32Array(1 << LONG_CACHE_BITS);
const longCache: (Predecoded | undefined)[] = new Array<undefined>(1 << LONG_CACHE_BITS);

function predecodeLong(word: number): Predecoded {
  const at = Math.imul(word, 0x9e37_79b1) >>> (32 - LONG_CACHE_BITS);
  const known = longWords[at] === word ? longCache[at] : undefined;
  if (known !== undefined) return known;
  const filled = fill(word, 4);
  longWords[at] = word;
  longCache[at] = filled;
  return filled;
}

function fill(word: number, length: 2 | 4): Predecoded {
  const row = length === 2 ? decode(word) : decodeBase(word);
  if (row === undefined) return { slot: pack(OPERATION.ILLEGAL, length, 0, 0, 0), imm: word };
  const found = plans.get(row);
  if (found === undefined) throw new InvariantError(`predecode: no plan (${row.name})`);
  const values = { rd: 0, rs1: 0, rs2: 0, imm: 0 };
  for (const { role, source } of found.operands) {
    values[role] = 'constant' in source ? source.constant : extract(FIELDS[source.field], word);
  }
  return {
    slot: pack(found.operation, length, values.rd || SINK_REGISTER, values.rs1, values.rs2),
    imm: values.imm,
  };
}

function pack(operation: number, length: number, rd: number, rs1: number, rs2: number): number {
  return operation | (rd << 8) | (rs1 << 14) | (rs2 << 19) | (length << 24);
}
