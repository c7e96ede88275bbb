/** The Sv32 tree of a frame's address space, with what is mapped where. [Priv §4.3] */

import type { PageEntry } from '../../vm/machine';
import type { Frame } from '../frame';
import type { Module } from '../module';
import type { Target } from '../target';
import type { PageEntryView } from '../views';
import { contractOf } from './addressSpace';
import { ownerOf } from './owners';

/** Valid entries only; none while translation is off. */
export function pageTable(target: Target, frame: Frame): PageEntryView[] {
  const contract = contractOf(target, frame);
  return target.machine.pageTable(frame.satp).map(it => entryView(target, contract, it));
}

function entryView(
  target: Target,
  contract: Module | undefined,
  { vaddr, level, ppn, flags, leaf, children }: PageEntry,
): PageEntryView {
  const owner = leaf ? ownerOf(target, contract, vaddr) : undefined;
  return {
    vaddr,
    level,
    ppn,
    flags,
    leaf,
    ...(owner !== undefined && { owner }),
    ...(children && { children: () => children().map(it => entryView(target, contract, it)) }),
  };
}
