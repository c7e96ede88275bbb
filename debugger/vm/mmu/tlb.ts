/**
 * Direct-mapped translation caches: fetch, load and store, each with a bank per privilege.
 *
 *   word 0  tag: the virtual page's address, or -1
 *   word 1  load, store: added to a virtual address it gives the byte offset in the memory
 *           fetch: first word of the page's predecoded instructions
 *
 * Entries are never older than the page tables: a store into a table that an entry rests on empties all of them. So what
 * a guest sees is a function of its memory and registers, whatever was cached, fenced or restored. [decision 0004]
 *
 * A probe keeps the low address bits that must be zero for alignment, so one compare tests page and alignment.
 */

import { TLB_BANK_WORDS, TLB_BANKS, TLB_ENTRIES, TLB_KIND, WORD } from '../hart/layout';

/** Fills remembered one by one; after more than these a flush clears all banks. */
const LOG_LENGTH = 256;
const NO_TAG = -1;
const KINDS = [TLB_KIND.FETCH, TLB_KIND.LOAD, TLB_KIND.STORE] as const;
const KIND_WORDS = TLB_BANKS * TLB_BANK_WORDS;

export class Tlb {
  readonly #words: Int32Array;
  /** Filled entries since the last flush, by kind. */
  readonly #logs = KINDS.map(() => new Int32Array(LOG_LENGTH));
  readonly #fills = KINDS.map(() => 0);
  /** By physical page of RAM: whether an entry may rest on a page table that lies there. */
  readonly #isTable: Uint8Array;
  readonly #tables: number[] = [];

  constructor(words: Int32Array, ramPages: number) {
    this.#words = words;
    this.#isTable = new Uint8Array(ramPages);
    words.fill(NO_TAG, WORD.TLB, WORD.TLB + KINDS.length * KIND_WORDS);
  }

  /** The entry's second word, or -1; `bank` is the first word of the bank. */
  probe(bank: number, vaddr: number): number {
    const entry = entryOf(bank, vaddr);
    return this.#words[entry] === (vaddr & -4096) ? (this.#words[entry + 1] ?? -1) : -1;
  }

  has(bank: number, vaddr: number): boolean {
    return this.#words[entryOf(bank, vaddr)] === (vaddr & -4096);
  }

  fill(kind: number, bank: number, vaddr: number, value: number): void {
    const entry = entryOf(bank, vaddr);
    this.#words[entry] = vaddr & -4096;
    this.#words[entry + 1] = value;
    const count = this.#fills[kind] ?? 0;
    const log = this.#logs[kind];
    if (log !== undefined && count < LOG_LENGTH) log[count] = entry;
    this.#fills[kind] = count + 1;
  }

  /** A walk has read an entry of a table in that page: from now on, a store into it must be noticed. */
  restOn(ramPage: number): void {
    if (this.#isTable[ramPage] !== 0) return;
    this.#isTable[ramPage] = 1;
    this.#tables.push(ramPage);
    this.flushKind(TLB_KIND.STORE);
  }

  /** Whether a store into the page must flush. */
  restsOn(ramPage: number): boolean {
    return this.#isTable[ramPage] === 1;
  }

  flush(): void {
    for (const kind of KINDS) this.flushKind(kind);
    for (const page of this.#tables) this.#isTable[page] = 0;
    this.#tables.length = 0;
  }

  flushKind(kind: number): void {
    const count = this.#fills[kind] ?? 0;
    const log = this.#logs[kind];
    if (log !== undefined && count <= LOG_LENGTH) {
      for (let at = 0; at < count; at += 1) this.#words[log[at] ?? 0] = NO_TAG;
    } else {
      const start = WORD.TLB + kind * KIND_WORDS;
      this.#words.fill(NO_TAG, start, start + KIND_WORDS);
    }
    this.#fills[kind] = 0;
  }
}

function entryOf(bank: number, vaddr: number): number {
  return bank + ((vaddr >>> 12) & (TLB_ENTRIES - 1)) * 2;
}
