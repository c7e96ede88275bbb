/**
 * What translated code does of CSRs itself: it reads those that are words of the memory, and the clock; it writes those that
 * mean nothing until they are used.
 */

import { CSR } from '../csr/addresses';
import { isReadOnly, isWritePlain, lowestPrivilege, type CsrGate } from '../csr/csr';
import { findCsr } from '../csr/registers';
import { WORD } from '../hart/layout';
import { PRIVILEGE } from '../hart/privilege';

/** Of banks of the TLB. */
const PRIVILEGES = [PRIVILEGE.USER, PRIVILEGE.SUPERVISOR, PRIVILEGE.MACHINE] as const;

export interface CsrAccess {
  readonly source: CsrSource;
  /** The bits of the word that a write changes; undefined where nothing is written. */
  readonly writes: number | undefined;
  /** Those that the bank's mode has to find open when it comes there. */
  readonly gates: readonly CsrGate[];
}

/** A word by its byte offset in the memory, or 32 bits of `time`, from one on. */
export type CsrSource = { readonly word: number } | { readonly timeFrom: 0 | 32 };

/** Undefined where the access is the interpreter's: it does more, or is illegal in the bank's mode. */
export function csrAccess(address: number, writes: boolean, bank: number): CsrAccess | undefined {
  const csr = findCsr(address);
  const mode = PRIVILEGES[bank];
  if (csr === undefined || mode === undefined || mode < lowestPrivilege(address)) return undefined;
  if (writes && (isReadOnly(address) || !isWritePlain(csr))) return undefined;
  const source = sourceOf(address, csr.read !== undefined);
  if (source === undefined) return undefined;
  return {
    source,
    writes: writes ? csr.writable : undefined,
    gates: csr.gates.filter(it => it.modes.includes(mode)),
  };
}

function sourceOf(address: number, isComputed: boolean): CsrSource | undefined {
  if (!isComputed) return { word: (WORD.CSR + address) * 4 };
  if (address === CSR.TIME) return { timeFrom: 0 };
  return address === CSR.TIMEH ? { timeFrom: 32 } : undefined;
}
