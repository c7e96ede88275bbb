/** The mapped regions of a frame's address space: neighbouring pages that are alike. */

import { RAM_BASE } from '../../chain/abi.generated';
import { PAGE_SIZE } from '../../vm/mmu/sv32';
import type { Frame } from '../frame';
import type { Target } from '../target';
import type { PageEntryView, RegionView } from '../views';
import { pageTable } from './pageTable';

const SUPERPAGE_SIZE = PAGE_SIZE * 1024;

/** By address. With translation off there is one: all of memory. */
export function memoryRegions(target: Target, frame: Frame): RegionView[] {
  const pages = leaves(pageTable(target, frame));
  if (pages.length === 0) return [allOfMemory(target)];
  const regions: RegionView[] = [];
  for (const page of pages) {
    const last = regions.at(-1);
    if (last !== undefined && last.end === page.start && isAlike(last, page)) {
      regions[regions.length - 1] = { ...last, end: page.end };
    } else {
      regions.push(page);
    }
  }
  return regions;
}

function leaves(entries: readonly PageEntryView[]): RegionView[] {
  return entries.flatMap(it => (it.leaf ? [pageRegion(it)] : leaves(it.children?.() ?? [])));
}

function pageRegion({ vaddr, level, flags, owner }: PageEntryView): RegionView {
  const has = (letter: string) => flags.includes(letter);
  const rights = ['R', 'W', 'X'].map(it => (has(it) ? it.toLowerCase() : '-')).join('');
  return {
    name: owner ?? 'unknown',
    start: vaddr,
    end: vaddr + (level === 1 ? SUPERPAGE_SIZE : PAGE_SIZE),
    flags: has('U') ? `u${rights}` : rights,
  };
}

function isAlike(a: RegionView, b: RegionView): boolean {
  return a.name === b.name && a.flags === b.flags;
}

function allOfMemory({ machine }: Target): RegionView {
  let end = RAM_BASE;
  while (machine.readPhysical(end, 1) !== undefined) end += SUPERPAGE_SIZE;
  return { name: 'RAM', start: RAM_BASE, end, flags: 'rwx' };
}
