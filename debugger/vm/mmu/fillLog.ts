/** Which entries of a TLB were filled, so that emptying it costs no more than filling did, and what they held when they were put aside. */

export const NO_TAG = -1;

/** Fills remembered one by one; after more than these the log is full, and says nothing. */
const LENGTH = 512;

const NONE = new Int32Array();

export class FillLog {
  /** Word indices of entries, in the order they were filled; one that was filled twice is there twice. */
  #entries = NONE;
  /** Of entries that were put aside: their two words. */
  #kept = NONE;
  #count = 0;

  get isFull(): boolean {
    return this.#count > LENGTH;
  }

  add(entry: number): void {
    // Most machines enter few spaces, and each has three of these.
    if (this.#entries === NONE) {
      this.#entries = new Int32Array(LENGTH);
      this.#kept = new Int32Array(LENGTH * 2);
    }
    if (this.#count < LENGTH) this.#entries[this.#count] = entry;
    this.#count += 1;
  }

  clear(): void {
    this.#count = 0;
  }

  clearEntries(words: Int32Array): void {
    const entries = this.#entries;
    const count = this.#count;
    for (let at = 0; at < count; at += 1) words[entries[at] ?? 0] = NO_TAG;
  }

  /** Empties the entries and keeps what they held. */
  putAside(words: Int32Array): void {
    const entries = this.#entries;
    const keptWords = this.#kept;
    const count = this.#count;
    let kept = 0;
    for (let at = 0; at < count; at += 1) {
      const entry = entries[at] ?? 0;
      const tag = words[entry] ?? NO_TAG;
      if (tag === NO_TAG) continue;
      entries[kept] = entry;
      keptWords[kept * 2] = tag;
      keptWords[kept * 2 + 1] = words[entry + 1] ?? 0;
      kept += 1;
      words[entry] = NO_TAG;
    }
    this.#count = kept;
  }

  /** Fills the entries with what was put aside. */
  restore(words: Int32Array): void {
    const entries = this.#entries;
    const kept = this.#kept;
    const count = this.#count;
    for (let at = 0; at < count; at += 1) {
      const entry = entries[at] ?? 0;
      words[entry] = kept[at * 2] ?? NO_TAG;
      words[entry + 1] = kept[at * 2 + 1] ?? 0;
    }
  }

  /** Fills those of what was put aside that another space may have too, by their tags, and tells its log. */
  share(words: Int32Array, isShared: (tag: number) => boolean, log: FillLog): void {
    const entries = this.#entries;
    const kept = this.#kept;
    const count = this.#count;
    for (let at = 0; at < count; at += 1) {
      const tag = kept[at * 2] ?? NO_TAG;
      if (tag === NO_TAG || !isShared(tag)) continue;
      const entry = entries[at] ?? 0;
      words[entry] = tag;
      words[entry + 1] = kept[at * 2 + 1] ?? 0;
      log.add(entry);
    }
  }

  /** Empties those entries that lead to the page at a byte offset of the memory. */
  forgetEntries(words: Int32Array, page: number): void {
    const entries = this.#entries;
    const count = this.#count;
    for (let at = 0; at < count; at += 1) {
      const entry = entries[at] ?? 0;
      const tag = words[entry] ?? NO_TAG;
      if (tag !== NO_TAG && pageOf(tag, words[entry + 1] ?? 0) === page) words[entry] = NO_TAG;
    }
  }

  /** The same, of what was put aside. */
  forgetKept(page: number): void {
    const kept = this.#kept;
    const count = this.#count;
    for (let at = 0; at < count; at += 1) {
      const tag = kept[at * 2] ?? NO_TAG;
      if (tag !== NO_TAG && pageOf(tag, kept[at * 2 + 1] ?? 0) === page) kept[at * 2] = NO_TAG;
    }
  }
}

/** Addresses wrap at 32 bits. */
function pageOf(tag: number, addend: number): number {
  return (tag + addend) | 0;
}
