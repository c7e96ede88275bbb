/** Finding predecoded code for an address, and instructions that straddle two pages. */

import { isShort } from '../isa/instruction';
import { WORKBENCH } from '../memory/codeCache';
import { locateFetch, ramPage, TRAPPED } from './access';
import type { Hart } from './hart';
import { TLB_KIND } from './layout';

/** First word of the slots of the page that holds an address; -1 after a trap. */
export function fetchPage(hart: Hart, vaddr: number): number {
  const known = hart.tlb.probe(hart.fetches, vaddr);
  if (known >= 0) return known;
  const offset = locateFetch(hart, vaddr);
  if (offset === TRAPPED) return -1;
  if (hart.fetchedDivided) {
    return hart.code.dividedPage(
      ramPage(offset),
      hart.ignoresBreakpoints ? undefined : vaddr >>> 12,
    );
  }
  if (hart.ignoresBreakpoints) return hart.code.plainPage(ramPage(offset));
  const base = hart.code.page(ramPage(offset), vaddr >>> 12);
  hart.tlb.fill(TLB_KIND.FETCH, hart.fetches, vaddr, base);
  return base;
}

/**
 * Puts the instruction at the end of a page, whose second half is in the next one, on the workbench; any of a page that
 * PMP divides; and one whose slot leads to translated code. The halves may come from unrelated physical pages, so they
 * are looked up anew each time.
 * @returns the first word of its slot; -1 after a trap
 */
export function fetchAside(hart: Hart, vaddr: number): number {
  const low = locateFetch(hart, vaddr);
  if (low === TRAPPED) return -1;
  const first = hart.halves[low >> 1] ?? 0;
  if (isShort(first)) {
    hart.code.prepare(first);
    return WORKBENCH;
  }
  const high = locateFetch(hart, (vaddr + 2) | 0);
  if (high === TRAPPED) return -1;
  hart.code.prepare(first | ((hart.halves[high >> 1] ?? 0) << 16));
  return WORKBENCH;
}
