/**
 * Direct-mapped translation caches: fetch, load and store, each with a bank per privilege.
 *
 *   word 0  tag: the virtual page's address, or -1
 *   word 1  load, store: added to a virtual address it gives the byte offset in the memory
 *           fetch: first word of the page's predecoded instructions
 *
 * Entries are never older than the page tables: a store into a table that an entry rests on empties all of its space. So
 * what a guest sees is a function of its memory and registers, whatever was cached, fenced or restored. [decision 0004]
 *
 * Kernels change the address space at every few thousand instructions, and come back: the entries of the latest spaces
 * are put aside, by what satp held, and put back. A space that is new begins with those of the one before it that both
 * have: a kernel is in all of its spaces.
 *
 * Banks for loads and stores have a guard each, for the latest page of which a part is watched: accesses elsewhere in it go
 * by. It goes whenever an entry of that kind might have to.
 *
 * A probe keeps the low address bits that must be zero for alignment, so one compare tests page and alignment.
 */

import { InvariantError } from '../../shared/errors';
import {
  GUARD,
  guardOf,
  RAM_BASE,
  RAM_OFFSET,
  TLB_BANK_WORDS,
  TLB_BANKS,
  TLB_ENTRIES,
  TLB_KIND,
  WORD,
} from '../hart/layout';
import { FillLog, NO_TAG } from './fillLog';
import { isPaged, PAGE_SIZE, rootPpn } from './sv32';

const KINDS = [TLB_KIND.FETCH, TLB_KIND.LOAD, TLB_KIND.STORE] as const;
const KIND_WORDS = TLB_BANKS * TLB_BANK_WORDS;
/** One bit each of a byte. */
const SPACES = 8;

/** What is known of one address space. */
interface Space {
  /** What satp holds in it. */
  satp: number;
  /** By kind: the entries that were filled. */
  readonly logs: readonly FillLog[];
  /** Physical pages with tables that the entries may rest on. */
  readonly tables: number[];
  /** When it was left, by the count of changes. */
  left: number;
}

/** satp is zero at reset. */
function createSpace(): Space {
  return { satp: 0, logs: KINDS.map(() => new FillLog()), tables: [], left: 0 };
}

export class Tlb {
  readonly #words: Int32Array;
  readonly #spaces: readonly Space[] = Array.from({ length: SPACES }, createSpace);
  #current = 0;
  #changes = 0;
  /** By physical page of RAM: a bit for each space whose entries may rest on a page table that lies there. */
  readonly #tableOf: Uint8Array;

  constructor(words: Int32Array, ramPages: number) {
    this.#words = words;
    this.#tableOf = new Uint8Array(ramPages);
    words.fill(NO_TAG, WORD.TLB, WORD.TLB + KINDS.length * KIND_WORDS);
    for (const kind of KINDS) this.#dropGuards(kind);
  }

  /** The entry's second word, or -1; `bank` is the first word of the bank. */
  probe(bank: number, vaddr: number): number {
    const entry = entryOf(bank, vaddr);
    return this.#words[entry] === (vaddr & -4096) ? (this.#words[entry + 1] ?? -1) : -1;
  }

  has(bank: number, vaddr: number): boolean {
    return this.#words[entryOf(bank, vaddr)] === (vaddr & -4096);
  }

  /** Whether nothing would be lost by filling the entry of this address. */
  isFree(bank: number, vaddr: number): boolean {
    return this.#words[entryOf(bank, vaddr)] === NO_TAG;
  }

  fill(kind: number, bank: number, vaddr: number, value: number): void {
    const entry = entryOf(bank, vaddr);
    this.#words[entry] = vaddr & -4096;
    this.#words[entry + 1] = value;
    this.#space.logs[kind]?.add(entry);
  }

  /**
   * The page's accesses of the guard's kind need not come by but where they are watched.
   * @param guard first word of the bank's guard
   * @param span byte offsets of the memory in whole words: the part of the page that is watched
   */
  fillGuard(
    guard: number,
    vaddr: number,
    addend: number,
    span: { readonly start: number; readonly length: number },
  ): void {
    const words = this.#words;
    words[guard + GUARD.TAG] = vaddr & -4096;
    words[guard + GUARD.ADDEND] = addend;
    words[guard + GUARD.START] = span.start - addend;
    words[guard + GUARD.LENGTH] = span.length;
  }

  /** A walk has read an entry of a table in that page: from now on, a store into it must be noticed. */
  restOn(ramPage: number): void {
    const tableOf = this.#tableOf[ramPage] ?? 0;
    const bit = 1 << this.#current;
    if ((tableOf & bit) !== 0) return;
    this.#tableOf[ramPage] = tableOf | bit;
    this.#space.tables.push(ramPage);
    if (tableOf === 0) this.#forgetStores(ramPage);
  }

  /** Whether a store into the page must be told. */
  restsOn(ramPage: number): boolean {
    return this.#tableOf[ramPage] !== 0;
  }

  /** Bytes of a page were stored into that `restsOn` is true of. */
  storedInto(ramPage: number): void {
    const tableOf = this.#tableOf[ramPage] ?? 0;
    for (let space = 0; space < SPACES; space += 1) {
      if ((tableOf & (1 << space)) !== 0) this.#forget(space);
    }
  }

  /**
   * satp holds this from now on.
   * @param isOpen whether walks may read tables anywhere
   */
  enterSpace(satp: number, isOpen: boolean): void {
    const left = this.#space;
    if (left.satp === satp) return;
    this.#leave();
    const known = this.#spaces.findIndex(it => it.satp === satp);
    this.#current = known >= 0 ? known : this.#oldest();
    const space = this.#space;
    if (known < 0) this.#forget(this.#current);
    space.satp = satp;
    for (const log of space.logs) log.restore(this.#words);
    if (known < 0 && isOpen) this.#takeOver(left);
  }

  flush(): void {
    for (let space = 0; space < SPACES; space += 1) this.#forget(space);
  }

  flushKind(kind: number): void {
    for (let space = 0; space < SPACES; space += 1) this.#forgetKind(space, kind);
  }

  get #space(): Space {
    const space = this.#spaces[this.#current];
    if (space === undefined) throw new InvariantError(`tlb: no space ${this.#current}`);
    return space;
  }

  #dropGuards(kind: number): void {
    for (let bank = 0; bank < TLB_BANKS; bank += 1) this.#words[guardOf(kind, bank)] = NO_TAG;
  }

  #leave(): void {
    const space = this.#space;
    for (const kind of KINDS) {
      this.#dropGuards(kind);
      if (space.logs[kind]?.isFull === true) this.#forgetKind(this.#current, kind);
      else space.logs[kind]?.putAside(this.#words);
    }
    this.#changes += 1;
    space.left = this.#changes;
  }

  /**
   * What the space that was left has in common with the current one: where both roots have the same entry, it leads to the
   * same table, or is the same superpage.
   */
  #takeOver(left: Space): void {
    const [before, now] = [this.#rootOf(left), this.#rootOf(this.#space)];
    if (before === undefined || now === undefined) return;
    this.restOn(now);
    for (const page of left.tables) if (page !== before) this.restOn(page);
    const words = this.#words;
    const isShared = (tag: number) => words[rootEntry(before, tag)] === words[rootEntry(now, tag)];
    for (const [kind, log] of this.#space.logs.entries()) {
      left.logs[kind]?.share(words, isShared, log);
    }
  }

  /** The page of RAM with the root of the space's tables. */
  #rootOf({ satp }: Space): number | undefined {
    const page = rootPpn(satp) - RAM_BASE / PAGE_SIZE;
    return isPaged(satp) && page >= 0 && page < this.#tableOf.length ? page : undefined;
  }

  /** The space that was left first: its place is for the next one. */
  #oldest(): number {
    let oldest = 0;
    for (const [at, { left }] of this.#spaces.entries()) {
      if (left < (this.#spaces[oldest]?.left ?? 0)) oldest = at;
    }
    return oldest;
  }

  #forget(space: number): void {
    for (const kind of KINDS) this.#forgetKind(space, kind);
    const tables = this.#spaces[space]?.tables ?? [];
    for (const page of tables) {
      this.#tableOf[page] = (this.#tableOf[page] ?? 0) & ~(1 << space);
    }
    tables.length = 0;
  }

  #forgetKind(space: number, kind: number): void {
    const log = this.#spaces[space]?.logs[kind];
    if (log === undefined) return;
    if (space === this.#current) {
      this.#dropGuards(kind);
      const start = WORD.TLB + kind * KIND_WORDS;
      if (log.isFull) this.#words.fill(NO_TAG, start, start + KIND_WORDS);
      else log.clearEntries(this.#words);
    }
    log.clear();
  }

  /** Stores into a page go through the TLB no more, whatever the address. */
  #forgetStores(ramPage: number): void {
    this.#dropGuards(TLB_KIND.STORE);
    const start = RAM_OFFSET + ramPage * 4096;
    for (const [space, { logs }] of this.#spaces.entries()) {
      const log = logs[TLB_KIND.STORE];
      if (log?.isFull === true) this.#forgetKind(space, TLB_KIND.STORE);
      else if (space === this.#current) log?.forgetEntries(this.#words, start);
      else log?.forgetKept(start);
    }
  }
}

/** Index in the memory of the root's entry for an address. [Priv §4.3.1] */
function rootEntry(page: number, vaddr: number): number {
  return (RAM_OFFSET + page * PAGE_SIZE) / 4 + (vaddr >>> 22);
}

function entryOf(bank: number, vaddr: number): number {
  return bank + ((vaddr >>> 12) & (TLB_ENTRIES - 1)) * 2;
}
