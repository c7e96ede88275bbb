/** One instruction of the guest as a host reads it: its base row, and its operands whatever the spelling. */

import { decode } from '../vm/isa/decode';
import { extract, FIELDS, type FieldName } from '../vm/isa/fields';
import { isCompressed, isShort, type BaseInstruction } from '../vm/isa/instruction';
import { operandFields, parseExpansion } from '../vm/isa/syntax';
import type { Machine } from '../vm/machine';

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

/** The instruction at pc; undefined where it cannot be fetched. */
export function instructionAt(machine: Machine): GuestInstruction | undefined {
  const low = readHalf(machine, machine.pc);
  if (low === undefined || isShort(low)) return low === undefined ? undefined : parse(low);
  const high = readHalf(machine, (machine.pc + 2) >>> 0);
  return high === undefined ? undefined : parse((low | (high << 16)) >>> 0);
}

function readHalf(machine: Machine, vaddr: number): number | undefined {
  const paddr = machine.translate(vaddr, 'fetch');
  const bytes = paddr === undefined ? undefined : machine.readPhysical(paddr, 2);
  return bytes === undefined ? undefined : (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
}

function parse(word: number): GuestInstruction {
  let found = known.get(word);
  if (found === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(word, (found = read(word)));
  }
  return found;
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
