/** Instructions as text, agreeing with `llvm-objdump` on what our extensions cover. */

import { ALIASES, type Alias } from './aliases';
import { decode } from './decode';
import { extract, FIELDS, type FieldName } from './fields';
import { isCompressed, isShort, type BaseInstruction, type Instruction } from './instruction';
import { fieldValue, formatOperands } from './operands';
import { parseExpansion, type Expansion } from './syntax';

export { REGISTER_NAMES } from './registers';

export interface Disassembled {
  readonly length: 2 | 4;
  readonly word: number;
  readonly mnemonic: string;
  readonly operands: string;
  /** Where a jump or branch with a fixed offset goes. */
  readonly target?: number;
}

/** `usual` spells compressed instructions out and uses pseudo-instructions; `raw` names each row itself. */
export type Spelling = 'usual' | 'raw';

/**
 * The instruction that the bytes begin with. Of an illegal one the mnemonic is `unimp` (all zero) or `.insn`, and the
 * bytes count as long as they claim to be; of bytes that end too early, as many as there are.
 */
export function disassemble(
  bytes: Uint8Array,
  pc: number,
  symbol: (address: number) => string | undefined = () => undefined,
  spelling: Spelling = 'usual',
): Disassembled {
  const low = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
  if (isShort(low) || bytes.length < 4) return disassembleWord(low, 2, pc, symbol, spelling);
  const word = (low | ((bytes[2] ?? 0) << 16) | ((bytes[3] ?? 0) << 24)) >>> 0;
  return disassembleWord(word, 4, pc, symbol, spelling);
}

/** As `disassemble`, of a word whose length is known. */
export function disassembleWord(
  word: number,
  length: 2 | 4,
  pc: number,
  symbol: (address: number) => string | undefined,
  spelling: Spelling = 'usual',
): Disassembled {
  const row = isShort(word) === (length === 2) ? decode(word) : undefined;
  if (row === undefined) return { length, word, ...illegal(word, length) };
  const spelled =
    spelling === 'raw' || isHint(row, word) ? spellRow(row, word) : spellUsual(row, word);
  const { text, target } = formatOperands(spelled.syntax, spelled.value, pc, symbol);
  const shown = { length, word, mnemonic: spelled.mnemonic, operands: text };
  return target === undefined ? shown : { ...shown, target };
}

function illegal(word: number, length: 2 | 4): { mnemonic: string; operands: string } {
  if (word === 0) return { mnemonic: 'unimp', operands: '' };
  return { mnemonic: '.insn', operands: `0x${word.toString(16).padStart(length * 2, '0')}` };
}

/** A hint means something by its own name only. */
function isHint(row: Instruction, word: number): boolean {
  if (!isCompressed(row) || row.hints === undefined) return false;
  return row.hints === 'always' || row.hints.some(it => extract(FIELDS[it], word) === 0);
}

interface Spelled {
  readonly mnemonic: string;
  readonly syntax: string;
  readonly value: (field: FieldName) => number;
}

function spellRow(row: Instruction, word: number): Spelled {
  const suffix = row.format === 'A' ? ORDER_SUFFIXES[(word >>> 25) & 3] : '';
  return { mnemonic: `${row.name}${suffix ?? ''}`, syntax: row.operands, value: fieldValue(word) };
}

/** The rl and aq bits of an atomic. [Unpriv §8.1] */
const ORDER_SUFFIXES = ['', '.rl', '.aq', '.aqrl'];

function spellUsual(row: Instruction, word: number): Spelled {
  const { base, value } = baseOperands(row, word);
  const alias = ALIASES.find(it => it.expansion.row === base && fits(it, value));
  if (alias === undefined)
    return base === row
      ? spellRow(row, word)
      : { mnemonic: base.name, syntax: base.operands, value };
  return { mnemonic: alias.name, syntax: alias.operands, value };
}

/** What the instruction is when a compressed one is spelled out. */
function baseOperands(
  row: Instruction,
  word: number,
): { base: BaseInstruction; value: (field: FieldName) => number } {
  if (!isCompressed(row)) return { base: row, value: fieldValue(word) };
  const expansion = expansionOf(row.expands);
  const values = new Map(
    expansion.operands.map(([operand, source]) => [
      operand,
      'constant' in source ? source.constant : extract(FIELDS[source.field], word),
    ]),
  );
  return { base: expansion.row, value: field => values.get(field) ?? 0 };
}

const expansions = new Map<string, Expansion>();

function expansionOf(text: string): Expansion {
  const known = expansions.get(text) ?? parseExpansion(text);
  expansions.set(text, known);
  return known;
}

function fits(alias: Alias, value: (field: FieldName) => number): boolean {
  return alias.expansion.operands.every(
    ([operand, source]) => !('constant' in source) || value(operand) === source.constant,
  );
}
