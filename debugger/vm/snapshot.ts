/**
 * The whole of a machine at one position, copied by the page when it has changed. [decision 0004]
 * What is derived from registers and memory (predecoded code, translations, when timers fall due) is not in it.
 */

import { InvariantError } from '../shared/errors';
import { CSR } from './csr/addresses';
import { scheduleTimers } from './hart/counters';
import type { Hart, TimeSource, TrapRecord } from './hart/hart';
import { RAM_OFFSET, STATE_BYTES, TLB_KIND, WORD } from './hart/layout';
import { selectBanks } from './hart/trap';
import { PageTree } from './memory/pageTree';
import { isOpen } from './mmu/pmp';
import { PAGE_SIZE } from './mmu/sv32';

/** What a snapshot can be restored into: machines of one kind. */
export interface MachineKind {
  readonly ramBytes: number;
  readonly time: TimeSource;
  readonly firmware: boolean;
}

/** What of a machine does not lie in its memory. */
export interface OutsideMemory {
  /** Bytes that wait at the UART. */
  readonly input: readonly number[];
  readonly exitCode: number | undefined;
  readonly lastTrap: Readonly<TrapRecord>;
}

/** One position of one machine. Immutable; shares what it can with the others. */
export interface MachineSnapshot {
  readonly kind: MachineKind;
  /** Steps since boot. */
  readonly position: number;
  /** Pages of the machine's one memory, those of its state and those of RAM. [hart/layout.ts] */
  readonly pages: PageTree;
  readonly outside: OutsideMemory;
}

const STATE_PAGES = STATE_BYTES / PAGE_SIZE;
export const FIRST_RAM_PAGE = RAM_OFFSET / PAGE_SIZE;

/** Takes a hart's memory apart into pages and puts it together again. */
export class MemoryPages {
  readonly #hart: Hart;
  /** The memory as it was when the dirty marks were last taken. */
  #base = new PageTree();

  constructor(hart: Hart) {
    this.#hart = hart;
  }

  /** Costs by the pages that were stored into since the last call, of this or of `restore`. */
  capture(): PageTree {
    const changes = new Map<number, Uint8Array | undefined>();
    // What was written to x0, which only the interpreter writes anywhere, is nobody's state.
    this.#hart.words[WORD.SINK] = 0;
    for (const index of this.#takeTouched()) {
      const now = this.#page(index);
      if (!areEqual(now, this.#base.get(index))) {
        changes.set(index, isZero(now) ? undefined : now.slice());
      }
    }
    this.#base = this.#base.with(changes);
    return this.#base;
  }

  /** Costs by the pages in which the memory differs from the tree. */
  restore(tree: PageTree): void {
    const hart = this.#hart;
    const indices = new Set([...this.#takeTouched(), ...this.#base.differences(tree)]);
    for (const index of indices) {
      const page = tree.get(index);
      if (page === undefined) this.#page(index).fill(0);
      else this.#page(index).set(page);
      if (index >= FIRST_RAM_PAGE) hart.code.invalidate(index - FIRST_RAM_PAGE, 0, PAGE_SIZE);
    }
    this.#base = tree;
    hart.tlb.flush();
    hart.tlb.enterSpace(hart.csr(CSR.SATP), isOpen(hart));
    selectBanks(hart);
    scheduleTimers(hart);
  }

  /** The state's pages always, and those of RAM that are marked. */
  #takeTouched(): number[] {
    const ram = this.#hart.dirty.take().map(page => FIRST_RAM_PAGE + page);
    // The next store into any page has to mark it again.
    this.#hart.tlb.flushKind(TLB_KIND.STORE);
    return [...Array<number>(STATE_PAGES).keys(), ...ram];
  }

  #page(index: number): Uint8Array {
    return this.#hart.bytes.subarray(index * PAGE_SIZE, (index + 1) * PAGE_SIZE);
  }
}

export function demandKind(kind: MachineKind, of: MachineKind): void {
  if (kind.ramBytes === of.ramBytes && kind.time === of.time && kind.firmware === of.firmware)
    return;
  throw new InvariantError(`snapshot: of another kind of machine (${JSON.stringify(of)})`);
}

function areEqual(a: Uint8Array, b: Uint8Array | undefined): boolean {
  if (b === undefined) return isZero(a);
  const [left, right] = [wordsOf(a), wordsOf(b)];
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) return false;
  return true;
}

function isZero(page: Uint8Array): boolean {
  for (const word of wordsOf(page)) if (word !== 0) return false;
  return true;
}

function wordsOf(page: Uint8Array): Int32Array {
  return new Int32Array(page.buffer, page.byteOffset, page.length / 4);
}
