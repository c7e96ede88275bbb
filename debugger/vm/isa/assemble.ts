/**
 * A small assembler for tests: every row and alias, labels, `li`, `la`, `call`, and the directives `.word`, `.half`,
 * `.byte`, `.space` and `.balign`. It never shortens an instruction: compressed ones are asked for by name.
 */

import { MalformedInput } from '../../shared/errors';
import { ALIASES } from './aliases';
import { matches } from './decode';
import { FIELDS, insert, type FieldName } from './fields';
import { isShort, type Instruction } from './instruction';
import { INSTRUCTIONS } from './instructions';
import { csrAddress, parseOrder } from './operands';
import { registerNumber } from './registers';
import { operandPieces, type Source } from './syntax';

export interface Assembled {
  readonly bytes: Uint8Array;
  readonly base: number;
  readonly symbols: ReadonlyMap<string, number>;
}

interface Statement {
  readonly line: number;
  readonly name: string;
  readonly operands: string;
  readonly address: number;
  readonly size: number;
}

export function assemble(text: string, base: number): Assembled {
  const { statements, symbols, end } = layOut(text, base);
  const bytes = new Uint8Array(end - base);
  for (const statement of statements)
    bytes.set(encode(statement, symbols), statement.address - base);
  return { bytes, base, symbols };
}

/** First pass: every statement's size is known without its operands' values. */
function layOut(
  text: string,
  base: number,
): { statements: Statement[]; symbols: Map<string, number>; end: number } {
  const symbols = new Map<string, number>();
  const statements: Statement[] = [];
  let address = base;
  for (const [index, source] of text.split('\n').entries()) {
    const line = index + 1;
    for (const part of source.replace(/#.*/, '').split(';')) {
      const parts = /^\s*((?:[\w.]+:\s*)*)(\S+)?\s*(.*?)\s*$/.exec(part);
      const [, labels = '', name, operands = ''] = parts ?? [];
      for (const [label] of labels.matchAll(/[\w.]+/g)) symbols.set(label, address);
      if (name === undefined) continue;
      const size = sizeOf(name, operands, address, line);
      statements.push({ line, name, operands, address, size });
      address += size;
    }
  }
  return { statements, symbols, end: address };
}

function sizeOf(name: string, operands: string, address: number, line: number): number {
  const count = operands === '' ? 0 : operands.split(',').length;
  switch (name) {
    case '.word':
      return count * 4;
    case '.half':
      return count * 2;
    case '.byte':
      return count;
    case '.space':
      return Number(operands);
    case '.balign':
      return (Number(operands) - (address % Number(operands))) % Number(operands);
    case 'li':
    case 'la':
    case 'call':
      return 8;
    default:
      return candidates(name).some(it => it.length === 4)
        ? 4
        : candidates(name).length > 0
          ? 2
          : fail(line, 'unknown-instruction', name);
  }
}

interface Candidate {
  readonly row: Instruction;
  readonly syntax: string;
  /** Operands of the row that the syntax does not show, or shows under other names. */
  readonly sources: readonly (readonly [FieldName, Source])[];
  readonly length: 2 | 4;
  /** The aq and rl bits. */
  readonly extra: number;
}

const ORDERS: Readonly<Record<string, number>> = {
  '': 0,
  '.rl': 1 << 25,
  '.aq': 2 << 25,
  '.aqrl': 3 << 25,
};

function candidates(name: string): Candidate[] {
  const [, plain = name, order = ''] = /^(.*\.w)(\.rl|\.aq|\.aqrl)?$/.exec(name) ?? [];
  const rows = INSTRUCTIONS.filter(it => it.name === plain);
  const aliases = ALIASES.filter(it => it.name === name);
  return [
    ...aliases.map(it => ({
      row: it.expansion.row,
      syntax: it.operands,
      sources: it.expansion.operands,
      length: 4 as const,
      extra: 0,
    })),
    ...rows.map(row => ({
      row,
      syntax: row.operands,
      sources: [],
      length: isShort(row.match) ? (2 as const) : (4 as const),
      extra: ORDERS[order] ?? 0,
    })),
  ];
}

function encode(statement: Statement, symbols: ReadonlyMap<string, number>): Uint8Array {
  const { name, operands, address, size, line } = statement;
  const words = operands.split(',').map(it => it.trim());
  const value = (text: string) => evaluate(text, symbols) ?? fail(line, 'unknown-operand', text);
  switch (name) {
    case '.word':
      return littleEndian(words.map(value), 4);
    case '.half':
      return littleEndian(words.map(value), 2);
    case '.byte':
      return littleEndian(words.map(value), 1);
    case '.space':
    case '.balign':
      return new Uint8Array(size);
    case 'li':
      return pair(statement, 'lui', words[0] ?? '', value(words[1] ?? ''), symbols);
    case 'la':
      return pair(statement, 'auipc', words[0] ?? '', value(words[1] ?? '') - address, symbols);
    case 'call':
      return pair(statement, 'auipc', 'ra', value(words[0] ?? '') - address, symbols, 'jalr');
    default:
      return littleEndian([encodeInstruction(name, operands, address, line, symbols)], size);
  }
}

/** Two instructions that make a 32-bit value: the upper part, and the signed lower one. */
function pair(
  { line, address }: Statement,
  upper: string,
  register: string,
  value: number,
  symbols: ReadonlyMap<string, number>,
  lower = 'addi',
): Uint8Array {
  const low = (value << 20) >> 20;
  const high = ((value - low) >>> 12) & 0xfffff;
  const second =
    lower === 'addi' ? `${register}, ${register}, ${low}` : `${register}, ${low}(${register})`;
  return littleEndian(
    [
      encodeInstruction(upper, `${register}, ${high}`, address, line, symbols),
      encodeInstruction(lower, second, address + 4, line, symbols),
    ],
    4,
  );
}

function encodeInstruction(
  name: string,
  operands: string,
  address: number,
  line: number,
  symbols: ReadonlyMap<string, number>,
): number {
  for (const candidate of candidates(name)) {
    const values = matchSyntax(candidate.syntax, operands, address, symbols);
    const word = values === undefined ? undefined : build(candidate, values);
    if (word !== undefined) return word;
  }
  return fail(line, 'bad-operands', `${name} ${operands}`);
}

/** The operands' values by field; undefined where the text has another form. */
function matchSyntax(
  syntax: string,
  operands: string,
  address: number,
  symbols: ReadonlyMap<string, number>,
): Map<FieldName, number> | undefined {
  const pieces = operandPieces(syntax);
  const escape = (text: string) => text.replace(/[()]/g, '\\$&').replace(/\s+/g, '\\s*');
  const pattern = pieces
    .map(it => (typeof it === 'string' ? '([^,()]+?)' : escape(it.text)))
    .join('');
  const found = new RegExp(`^${pattern}$`).exec(
    operands.replace(/\(\s*/g, '(').replace(/,\s*/g, ', '),
  );
  if (found === null) return undefined;
  const values = new Map<FieldName, number>();
  for (const [at, field] of pieces.filter(it => typeof it === 'string').entries()) {
    const value = parseOperand(field, (found[at + 1] ?? '').trim(), address, symbols);
    if (value === undefined) return undefined;
    values.set(field, value);
  }
  return values;
}

function parseOperand(
  field: FieldName,
  text: string,
  address: number,
  symbols: ReadonlyMap<string, number>,
): number | undefined {
  const { kind } = FIELDS[field];
  if (kind === 'register') return registerNumber(text);
  if (kind === 'order') return parseOrder(text);
  if (kind === 'csr') return csrAddress(text) ?? evaluate(text, symbols);
  const value = evaluate(text, symbols);
  if (value === undefined) return undefined;
  if (kind === 'target') return (value - address) | 0;
  return kind === 'upper' ? (value << 12) | 0 : value;
}

function build(candidate: Candidate, shown: ReadonlyMap<FieldName, number>): number | undefined {
  const { row, sources, extra } = candidate;
  const values =
    sources.length === 0
      ? shown
      : new Map(
          sources.map(([operand, it]) => [
            operand,
            'constant' in it ? it.constant : (shown.get(it.field) ?? 0),
          ]),
        );
  let word = row.match | extra;
  for (const [field, value] of values) {
    const bits = insert(FIELDS[field], value);
    if (bits === undefined) return undefined;
    word |= bits;
  }
  return matches(row, word) ? word : undefined;
}

/** A number, a character's code, a label, or sums of these. */
function evaluate(text: string, symbols: ReadonlyMap<string, number>): number | undefined {
  const terms = text.replace(/\s+/g, '').match(/[+-]?[^+-]+/g);
  if (terms === null) return undefined;
  let sum = 0;
  for (const term of terms) {
    const name = term.replace(/^[+-]/, '');
    const value = /^\d/.test(name) ? Number(name) : symbols.get(name);
    if (value === undefined || Number.isNaN(value)) return undefined;
    sum += term.startsWith('-') ? -value : value;
  }
  return sum;
}

function littleEndian(values: readonly number[], size: number): Uint8Array {
  const bytes = new Uint8Array(values.length * size);
  for (const [index, value] of values.entries()) {
    for (let at = 0; at < size; at += 1) bytes[index * size + at] = value >>> (at * 8);
  }
  return bytes;
}

function fail(line: number, code: string, detail: string): never {
  throw new MalformedInput(code, { source: 'assembly', offset: line }, detail);
}
