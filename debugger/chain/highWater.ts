/**
 * How much stack and heap the calls of a contract have used at most. Nobody counts while they run: when a call ends, its
 * memory still stands, and what it never used is still zero. A call that leaves zeros at the end of what it used is
 * told a little less than the truth.
 */

import type { Machine } from '../vm/machine';
import { PAGE_SIZE } from '../vm/mmu/sv32';
import { HEAP_BYTES, STACK_BYTES, STACK_TOP } from './abi.generated';
import type { Program } from './abi/program';
import type { Task } from './firmware/firmwareState';

export interface HighWaterMark {
  /** Of the 64 KiB that a call has. */
  readonly stackBytes: number;
  /** Of the 1 MiB that a call may ask for; undefined for an image whose end is not known. */
  readonly heapBytes: number | undefined;
}

/** The marks of a call, at the moment it ends and before its memory is given back. */
export function highWaterMark(
  machine: Memory,
  { satp }: Task,
  program: Program | undefined,
): HighWaterMark {
  const heapStart = program && endOfImage(program);
  return {
    stackBytes: stackBytes(machine, satp),
    heapBytes: heapStart === undefined ? undefined : heapBytes(machine, heapStart, satp),
  };
}

/** Both at their highest. */
export function higher(a: HighWaterMark | undefined, b: HighWaterMark): HighWaterMark {
  if (a === undefined) return b;
  const heap = Math.max(a.heapBytes ?? 0, b.heapBytes ?? 0);
  const isKnown = a.heapBytes !== undefined || b.heapBytes !== undefined;
  return {
    stackBytes: Math.max(a.stackBytes, b.stackBytes),
    heapBytes: isKnown ? heap : undefined,
  };
}

type Memory = Pick<Machine, 'readVirtual'>;

/** From the far end of the stack, page by page, to the first byte that was ever written. */
function stackBytes(machine: Memory, satp: number): number {
  for (let below = STACK_BYTES; below > 0; below -= PAGE_SIZE) {
    const page = machine.readVirtual(STACK_TOP - below, PAGE_SIZE, satp);
    const lowest = page.findIndex(it => it !== 0);
    if (lowest >= 0) return below - lowest;
  }
  return 0;
}

/** The heap's pages are mapped as they are first needed, one after the other. */
function heapBytes(machine: Memory, start: number, satp: number): number {
  let used = 0;
  for (let at = 0; at < HEAP_BYTES; at += PAGE_SIZE) {
    const page = machine.readVirtual(start + at, PAGE_SIZE, satp);
    if (page.length === 0) break;
    const last = lastWritten(page);
    if (last >= 0) used = at + last + 1;
  }
  return used;
}

/** -1 where nothing was. */
function lastWritten(page: Uint8Array): number {
  let last = page.length - 1;
  while (last >= 0 && page[last] === 0) last--;
  return last;
}

/** The heap begins with the first page behind what was loaded. [guest/kernel/src/loader.rs] */
function endOfImage({ elf }: Program): number | undefined {
  const ends = elf?.segments.map(it => it.vaddr + it.memSize) ?? [];
  return ends.length === 0 ? undefined : Math.ceil(Math.max(...ends) / PAGE_SIZE) * PAGE_SIZE;
}
