/** Which entries of a TLB were filled, so that emptying it costs no more than filling did, and what they held when they were put aside. */

export const NO_TAG = -1;

/** Fills remembered one by one; after more than these the log is full, and says nothing. */
const LENGTH = 512;

export class FillLog {
  /** Word indices of entries, in the order they were filled; one that was filled twice is there twice. */
  readonly #entries: number[] = [];
  /** Of entries that were put aside: their two words. */
  readonly #kept: number[] = [];
  #count = 0;

  get isFull(): boolean {
    return this.#count > LENGTH;
  }

  add(entry: number): void {
    if (this.#count < LENGTH) this.#entries[this.#count] = entry;
    this.#count += 1;
  }

  clear(): void {
    this.#count = 0;
  }

  clearEntries(words: Int32Array): void {
    for (let at = 0; at < this.#count; at += 1) words[this.#entry(at)] = NO_TAG;
  }

  /** Empties the entries and keeps what they held. */
  putAside(words: Int32Array): void {
    let kept = 0;
    for (let at = 0; at < this.#count; at += 1) {
      const entry = this.#entry(at);
      const tag = words[entry] ?? NO_TAG;
      if (tag === NO_TAG) continue;
      this.#entries[kept] = entry;
      this.#kept[kept * 2] = tag;
      this.#kept[kept * 2 + 1] = words[entry + 1] ?? 0;
      kept += 1;
      words[entry] = NO_TAG;
    }
    this.#count = kept;
  }

  /** Fills the entries with what was put aside. */
  restore(words: Int32Array): void {
    for (let at = 0; at < this.#count; at += 1) {
      const entry = this.#entry(at);
      words[entry] = this.#kept[at * 2] ?? NO_TAG;
      words[entry + 1] = this.#kept[at * 2 + 1] ?? 0;
    }
  }

  /** Fills those of what was put aside that another space may have too, by their tags, and tells its log. */
  share(words: Int32Array, isShared: (tag: number) => boolean, log: FillLog): void {
    for (let at = 0; at < this.#count; at += 1) {
      const tag = this.#kept[at * 2] ?? NO_TAG;
      if (tag === NO_TAG || !isShared(tag)) continue;
      const entry = this.#entry(at);
      words[entry] = tag;
      words[entry + 1] = this.#kept[at * 2 + 1] ?? 0;
      log.add(entry);
    }
  }

  /** Empties those entries that lead to the page at a byte offset of the memory. */
  forgetEntries(words: Int32Array, page: number): void {
    for (let at = 0; at < this.#count; at += 1) {
      const entry = this.#entry(at);
      const tag = words[entry] ?? NO_TAG;
      if (tag !== NO_TAG && pageOf(tag, words[entry + 1] ?? 0) === page) words[entry] = NO_TAG;
    }
  }

  /** The same, of what was put aside. */
  forgetKept(page: number): void {
    for (let at = 0; at < this.#count; at += 1) {
      const tag = this.#kept[at * 2] ?? NO_TAG;
      if (tag !== NO_TAG && pageOf(tag, this.#kept[at * 2 + 1] ?? 0) === page)
        this.#kept[at * 2] = NO_TAG;
    }
  }

  #entry(at: number): number {
    return this.#entries[at] ?? 0;
  }
}

/** Addresses wrap at 32 bits. */
function pageOf(tag: number, addend: number): number {
  return (tag + addend) | 0;
}
