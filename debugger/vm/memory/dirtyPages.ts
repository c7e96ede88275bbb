/** Pages of RAM that may have changed since they were last taken: what a snapshot has to copy. */

export class DirtyPages {
  readonly #isDirty: Uint8Array;
  #pages: number[] = [];

  constructor(pages: number) {
    this.#isDirty = new Uint8Array(pages);
  }

  /** A page with a TLB entry for stores has been marked: whoever takes the marks flushes those entries. */
  mark(page: number): void {
    if (this.#isDirty[page] !== 0) return;
    this.#isDirty[page] = 1;
    this.#pages.push(page);
  }

  isMarked(page: number): boolean {
    return this.#isDirty[page] !== 0;
  }

  /** The marked ones, each once. From now on none is marked. */
  take(): readonly number[] {
    const taken = this.#pages;
    for (const page of taken) this.#isDirty[page] = 0;
    this.#pages = [];
    return taken;
  }
}
