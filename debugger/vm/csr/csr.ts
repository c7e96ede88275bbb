/** What a row of a CSR table says. [Priv §2] */

import type { Hart } from '../hart/hart';
import type { Privilege } from '../hart/privilege';

export interface CsrField {
  readonly name: string;
  readonly high: number;
  readonly low: number;
}

/** A bit that has to be as it says before a mode may access a CSR, beside what the CSR's address asks. */
export interface CsrGate {
  readonly modes: readonly Privilege[];
  /** The CSR that has the bit. */
  readonly csr: number;
  readonly mask: number;
  readonly isOpenWhen: 'set' | 'clear';
}

export interface CsrDefinition {
  readonly name: string;
  /** Bits 11:10 and 9:8 are its access rights; nothing restates them. [Priv §2.1] */
  readonly address: number;
  readonly fields: readonly CsrField[];
  readonly reset: number;
  /** Where a write changes these bits to what is written, and nothing else: which they are. */
  readonly writable: number | undefined;
  /** The value that a write leaves behind: write any, read legal. */
  readonly legalize: (next: number, old: number, hart: Hart) => number;
  /** Instead of the stored word: a view of another register, or a counter. */
  readonly read: ((hart: Hart) => number) | undefined;
  /** Instead of storing what `legalize` gives. */
  readonly write: ((hart: Hart, value: number) => void) | undefined;
  /** Rules beside those of the address. */
  readonly gates: readonly CsrGate[];
  /** What must be looked at again after a write, before the next instruction. */
  readonly affects: 'nothing' | 'interrupts' | 'mapping' | 'modes' | 'space' | 'timers';
}

const ALL_BITS = -1;

/** Fills in what most registers have: no fields, zero at reset, any value legal, no side effect. */
export function csr(
  row: Pick<CsrDefinition, 'name' | 'address'> & Partial<CsrDefinition>,
): CsrDefinition {
  const writable = row.writable ?? (row.legalize === undefined ? ALL_BITS : undefined);
  return {
    fields: [],
    reset: 0,
    writable,
    legalize: (next, old) => (next & (writable ?? 0)) | (old & ~(writable ?? 0)),
    read: undefined,
    write: undefined,
    gates: [],
    affects: 'nothing',
    ...row,
  };
}

/** A register whose writes are ignored. */
export function constant(name: string, address: number, value = 0): CsrDefinition {
  return csr({ name, address, reset: value, writable: 0 });
}

export function bit(name: string, low: number): CsrField {
  return { name, high: low, low };
}

export function bits(name: string, high: number, low: number): CsrField {
  return { name, high, low };
}

/** Whether writing it changes a word of the memory, and nothing else. */
export function isWritePlain(csr: CsrDefinition): csr is CsrDefinition & { writable: number } {
  return csr.writable !== undefined && csr.write === undefined && csr.affects === 'nothing';
}

export function isOpen({ modes, csr, mask, isOpenWhen }: CsrGate, hart: Hart): boolean {
  if (!modes.includes(hart.privilege)) return true;
  return ((hart.csr(csr) & mask) !== 0) === (isOpenWhen === 'set');
}

/** [Priv §2.1] */
export function lowestPrivilege(address: number): Privilege | 2 {
  return ((address >>> 8) & 3) as Privilege | 2;
}

export function isReadOnly(address: number): boolean {
  return address >>> 10 === 3;
}
