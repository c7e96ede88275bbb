/**
 * Entries of the TLB for the pages beside one that a walk has found: reading the rest of its part of the table costs next
 * to nothing, and each walk that is saved is a way out of translated code and back. Kernels that map page by page, and
 * programs that begin, touch pages in rows.
 */

import { isOpen } from '../mmu/pmp';
import { type Access, type Mapping, pageOf, PAGE_SIZE, PTE_SIZE, type Rights } from '../mmu/sv32';
import { isNoticed, ramPage, readPte } from './access';
import type { Hart } from './hart';
import { TLB_KIND } from './layout';

/** Entries of a table that are looked at together. */
const ROW = 16;

const KINDS = { fetch: TLB_KIND.FETCH, load: TLB_KIND.LOAD, store: TLB_KIND.STORE } as const;

/**
 * Does nothing that can be seen: what has to be marked, noticed or decoded first is left for a walk of its own.
 * @param bank first word of the bank that the access probes
 * @param found what the walk says of `vaddr`
 */
export function fillNeighbours(
  hart: Hart,
  bank: number,
  vaddr: number,
  access: Access,
  found: Mapping,
  rights: Rights,
): void {
  if (!isOpen(hart)) return;
  const own = (vaddr >>> 12) & (ROW - 1);
  for (let at = 0; at < ROW; at += 1) {
    const distance = (at - own) * PAGE_SIZE;
    const beside = (vaddr & -PAGE_SIZE) + distance;
    if (distance === 0 || !hart.tlb.isFree(bank, beside)) continue;
    const paddr = besides(hart, found, distance, access, rights);
    const offset = paddr < 0 ? -1 : hart.ramOffset(paddr, PAGE_SIZE);
    const value = offset < 0 ? undefined : entryFor(hart, access, beside, offset);
    if (value !== undefined) hart.tlb.fill(KINDS[access], bank, beside, value);
  }
}

/** Physical address of a page of the same row, or -1: in a superpage, or where nothing is translated, all are alike. */
function besides(
  hart: Hart,
  { paddr, level, entry }: Mapping,
  distance: number,
  access: Access,
  rights: Rights,
): number {
  if (level > 0 || entry === 0) return paddr - (paddr % PAGE_SIZE) + distance;
  const pte = readPte(hart, entry + (distance / PAGE_SIZE) * PTE_SIZE);
  return pte === undefined ? -1 : pageOf(pte, access, rights);
}

/** The second word of the TLB's entry; undefined where the first access to the page has more to do. */
function entryFor(hart: Hart, access: Access, vaddr: number, offset: number): number | undefined {
  const page = ramPage(offset);
  if (access === 'fetch') return hart.code.known(page, vaddr >>> 12);
  if (isNoticed(hart, access, page)) return undefined;
  if (access === 'store' && !hart.dirty.isMarked(page)) return undefined;
  return (offset - vaddr) | 0;
}
