/** CSRs that translated code reads and writes itself: words of the memory, which mean nothing until they are used. */

import { isPlain, isReadOnly, lowestPrivilege } from '../csr/csr';
import { findCsr } from '../csr/registers';
import { WORD } from '../hart/layout';

/** Of banks of the TLB: user, supervisor and machine mode. */
const PRIVILEGES = [0, 1, 3] as const;

export interface PlainCsr {
  /** Byte offset in the memory. */
  readonly at: number;
  /** The bits that a write changes. */
  readonly writable: number;
}

/** Undefined where the access is the interpreter's: it does more, or is illegal in the bank's mode. */
export function plainCsr(address: number, writes: boolean, bank: number): PlainCsr | undefined {
  const csr = findCsr(address);
  if (csr === undefined || !isPlain(csr)) return undefined;
  if ((PRIVILEGES[bank] ?? 0) < lowestPrivilege(address)) return undefined;
  if (writes && isReadOnly(address)) return undefined;
  return { at: (WORD.CSR + address) * 4, writable: csr.writable };
}
