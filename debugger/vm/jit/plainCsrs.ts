/**
 * For the quick loop, which of the CSRs are words of the memory and no more, and for whom: a table of two words for each
 * address, beside which nothing has to be asked.
 */

import { isReadOnly, isWritePlain, lowestPrivilege, type CsrDefinition } from '../csr/csr';
import { CSRS } from '../csr/registers';
import type { Hart } from '../hart/hart';
import { WORD } from '../hart/layout';

/** By bytes: where an entry says who reads, who writes, and, in its second word, which bits a write changes. */
export const PLAIN_CSR = { BYTES: 8, READS: 0, WRITES: 1, WRITABLE: 4 } as const;
/** A mode may where this is what its number and the entry's make at least; so that zero is for nobody. */
export const PLAIN_CSR_OPEN = 4;

export function writePlainCsrs({ words }: Hart): void {
  for (const csr of CSRS) {
    const entry = WORD.PLAIN_CSRS + (csr.address * PLAIN_CSR.BYTES) / 4;
    words[entry] = readsOf(csr) | (writesOf(csr) << 8);
    words[entry + 1] = csr.writable ?? 0;
  }
}

function readsOf({ address, read, gates }: CsrDefinition): number {
  const isPlain = read === undefined && gates.length === 0;
  return isPlain ? PLAIN_CSR_OPEN - lowestPrivilege(address) : 0;
}

function writesOf(csr: CsrDefinition): number {
  return isWritePlain(csr) && !isReadOnly(csr.address) ? readsOf(csr) : 0;
}
