/** One instruction as whoever watches a guest reads it: its base row, and its operands whatever the spelling. */

import { decode } from './decode';
import { extract, FIELDS, type FieldName } from './fields';
import { isCompressed, isShort, type BaseInstruction, type Instruction } from './instruction';
import { operandFields, parseExpansion, type Expansion, type Source } from './syntax';

export interface GuestInstruction {
  readonly word: number;
  readonly length: 2 | 4;
  /** The base instruction that it is, or that it is short for; undefined for an illegal one. */
  readonly row: BaseInstruction | undefined;
  /** Number of the register that is written; 0 for none. */
  readonly rd: number;
  readonly rs1: number;
  readonly rs2: number;
  /** Offset of a load or store, number of a CSR. */
  readonly imm: number;
}

const known = new Map<number, GuestInstruction>();
/** Words remembered; a guest that writes code has more than it uses. */
const MOST_KNOWN = 1 << 16;

/** @param word of a short instruction the lower half only */
export function readInstruction(word: number): GuestInstruction {
  let found = known.get(word);
  if (found === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(word, (found = read(word)));
  }
  return found;
}

/** The instruction that the bytes begin with; undefined where they end too early. */
export function firstInstruction(bytes: Uint8Array): GuestInstruction | undefined {
  if (bytes.length < 2) return undefined;
  const low = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
  if (isShort(low)) return readInstruction(low);
  if (bytes.length < 4) return undefined;
  return readInstruction((low | ((bytes[2] ?? 0) << 16) | ((bytes[3] ?? 0) << 24)) >>> 0);
}

function read(word: number): GuestInstruction {
  const row = decode(word);
  const operands = { rd: 0, rs1: 0, rs2: 0, imm: 0 };
  const length = isShort(word) ? 2 : 4;
  if (row === undefined) return { word, length, row, ...operands };
  const meaning = meaningOf(row);
  for (const { role, source } of meaning.operands) {
    operands[role] = 'constant' in source ? source.constant : extract(FIELDS[source.field], word);
  }
  return { word, length, row: meaning.row, ...operands };
}

/** What every instruction of a row has in common: the syntax of a row is read once. */
interface Meaning {
  readonly row: BaseInstruction;
  readonly operands: readonly { readonly role: Role; readonly source: Source }[];
}

type Role = Exclude<(typeof FIELDS)[FieldName]['role'], 'none'>;

const meanings = new Map<Instruction, Meaning>();

function meaningOf(row: Instruction): Meaning {
  let meaning = meanings.get(row);
  if (meaning === undefined) meanings.set(row, (meaning = readMeaning(row)));
  return meaning;
}

function readMeaning(row: Instruction): Meaning {
  const { row: base, operands } = isCompressed(row) ? parseExpansion(row.expands) : itself(row);
  return {
    row: base,
    operands: operands.flatMap(([name, source]) => {
      const { role } = FIELDS[name];
      return role === 'none' ? [] : [{ role, source }];
    }),
  };
}

const itself = (row: BaseInstruction): Expansion => ({
  row,
  operands: operandFields(row.operands).map(field => [field, { field }]),
});
