/**
 * Watched places of physical memory. A page that holds one stays out of the TLB, so that each access to it comes by, unless
 * the page's guard lets it pass; all other pages run at full speed. Nothing that the guest sees is changed
 * by it. [decision 0004]
 *
 * Loads, stores and atomics of any privilege count, and what the host writes; fetches and page walks do not.
 */

import type { CodeCache } from '../memory/codeCache';
import type { Tlb } from '../mmu/tlb';
import { RAM_BASE, RAM_OFFSET } from './layout';

/** Bytes of physical memory, all of them RAM. */
export interface WatchedRange {
  readonly paddr: number;
  readonly length: number;
  readonly reads: boolean;
  readonly writes: boolean;
}

/** What the last instruction, or the host after it, did to watched memory. */
export interface Touch {
  /** Of the instruction; for the host, of the firmware call. */
  readonly pc: number;
  readonly isRead: boolean;
  readonly isWrite: boolean;
  /** Indices of the ranges, ascending. */
  readonly ranges: readonly number[];
}

export const TOUCH = { READ: 1, WRITE: 2 } as const;

interface Watched {
  /** Byte offsets in the memory; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly kinds: number;
}

export class Watchpoints {
  readonly #tlb: Tlb;
  readonly #code: CodeCache;
  /** By physical page of RAM: the kinds of access that some range in it waits for. */
  readonly #kinds: Uint8Array;
  #ranges: readonly WatchedRange[] = [];
  #watched: readonly Watched[] = [];
  readonly #touched = new Set<number>();
  #touchedKinds = 0;
  #pc = 0;

  constructor(tlb: Tlb, code: CodeCache, ramPages: number) {
    this.#tlb = tlb;
    this.#code = code;
    this.#kinds = new Uint8Array(ramPages);
  }

  get ranges(): readonly WatchedRange[] {
    return this.#ranges;
  }

  /** Whether there may be guards: code that is translated while there are none looks at none. */
  get isGuarding(): boolean {
    return this.#ranges.length > 0;
  }

  /** Replaces all. */
  set(ranges: readonly WatchedRange[]): void {
    if (this.isGuarding !== ranges.length > 0) this.#code.clear();
    this.#ranges = ranges;
    this.#watched = ranges.map(({ paddr, length, reads, writes }) => {
      const start = paddr - RAM_BASE + RAM_OFFSET;
      const kinds = (reads ? TOUCH.READ : 0) | (writes ? TOUCH.WRITE : 0);
      return { start, end: start + length, kinds };
    });
    this.#kinds.fill(0);
    for (const { start, end, kinds } of this.#watched) {
      const first = (start - RAM_OFFSET) >>> 12;
      const last = (end - 1 - RAM_OFFSET) >>> 12;
      for (let page = first; page <= last; page += 1) {
        this.#kinds[page] = (this.#kinds[page] ?? 0) | kinds;
      }
    }
    this.forget();
    this.#tlb.flush();
  }

  /** Whether each load from the physical page has to come by. */
  isReadWatched(ramPage: number): boolean {
    return ((this.#kinds[ramPage] ?? 0) & TOUCH.READ) !== 0;
  }

  /** Whether each store into the physical page has to come by. */
  isWatched(ramPage: number): boolean {
    return this.#kinds[ramPage] !== 0;
  }

  /** Byte offsets in the memory of the part of a page, in whole words, outside of which no such access is waited for. */
  spanIn(ramPage: number, kind: number): { readonly start: number; readonly length: number } {
    const page = RAM_OFFSET + ramPage * 4096;
    let start = page + 4096;
    let end = page;
    for (const it of this.#watched) {
      if ((it.kinds & kind) === 0 || it.start >= page + 4096 || it.end <= page) continue;
      start = Math.min(start, Math.max(it.start, page) & ~3);
      end = Math.max(end, (Math.min(it.end, page + 4096) + 3) & ~3);
    }
    return start < end ? { start, length: end - start } : { start: page, length: 0 };
  }

  /**
   * Bytes within one watched page were loaded or stored.
   * @returns whether a range waits for that
   */
  touch(pc: number, offset: number, length: number, kind: number): boolean {
    if (((this.#kinds[(offset - RAM_OFFSET) >>> 12] ?? 0) & kind) === 0) return false;
    let isHit = false;
    for (const [index, { start, end, kinds }] of this.#watched.entries()) {
      if ((kinds & kind) === 0 || offset >= end || offset + length <= start) continue;
      this.#touched.add(index);
      isHit = true;
    }
    if (!isHit) return false;
    this.#touchedKinds |= kind;
    this.#pc = pc;
    return true;
  }

  /** Since `forget`. */
  get touched(): Touch | undefined {
    if (this.#touchedKinds === 0) return undefined;
    return {
      pc: this.#pc >>> 0,
      isRead: (this.#touchedKinds & TOUCH.READ) !== 0,
      isWrite: (this.#touchedKinds & TOUCH.WRITE) !== 0,
      ranges: [...this.#touched].sort((a, b) => a - b),
    };
  }

  get isTouched(): boolean {
    return this.#touchedKinds !== 0;
  }

  forget(): void {
    if (this.#touchedKinds === 0) return;
    this.#touched.clear();
    this.#touchedKinds = 0;
  }
}
