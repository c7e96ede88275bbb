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
  machine: Pick<Machine, 'readVirtual'>,
  { satp }: Task,
  program: Program | undefined,
): HighWaterMark {
  const stack = machine.readVirtual(STACK_TOP - STACK_BYTES, STACK_BYTES, satp);
  const lowest = stack.findIndex(it => it !== 0);
  const heapStart = program && endOfImage(program);
  return {
    stackBytes: lowest < 0 ? 0 : stack.length - lowest,
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

/** The heap's pages are mapped as they are first needed, one after the other. */
function heapBytes(machine: Pick<Machine, 'readVirtual'>, start: number, satp: number): number {
  const heap = machine.readVirtual(start, HEAP_BYTES, satp);
  let used = heap.length;
  while (used > 0 && heap[used - 1] === 0) used--;
  return used;
}

/** The heap begins with the first page behind what was loaded. [guest/kernel/src/loader.rs] */
function endOfImage({ elf }: Program): number | undefined {
  const ends = elf?.segments.map(it => it.vaddr + it.memSize) ?? [];
  return ends.length === 0 ? undefined : Math.ceil(Math.max(...ends) / PAGE_SIZE) * PAGE_SIZE;
}
