/** One instruction as whoever watches a guest reads it: its base row, and its operands whatever the spelling. */

import { decode } from './decode';
import { extract, FIELDS, type FieldName } from './fields';
import { isCompressed, isShort, type BaseInstruction } from './instruction';
import { operandFields, parseExpansion } from './syntax';

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
  const roles = { rd: 0, rs1: 0, rs2: 0, imm: 0 };
  const length = isShort(word) ? 2 : 4;
  if (row === undefined) return { word, length, row, ...roles };
  const set = (field: FieldName, value: number) => {
    const { role } = FIELDS[field];
    if (role !== 'none') roles[role] = value;
  };
  if (!isCompressed(row)) {
    for (const name of operandFields(row.operands)) set(name, extract(FIELDS[name], word));
    return { word, length, row, ...roles };
  }
  const expansion = parseExpansion(row.expands);
  for (const [name, source] of expansion.operands) {
    set(name, 'constant' in source ? source.constant : extract(FIELDS[source.field], word));
  }
  return { word, length, row: expansion.row, ...roles };
}
