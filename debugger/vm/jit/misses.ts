/**
 * Where translated code came to a page that is translated, and found no way in: the interpreter has to take over until there is
 * one. What a page has no way in for is learned by being missed: a return, or a loop of which another page has a part.
 */

/** What a miss is taken to cost, roughly, in interpreted instructions: out of translated code, and into it again. */
const COST_OF_MISS = 100;
/** An offset that was missed by fewer of a page's misses than one of so many is not worth a way in. */
const ONE_OF = 16;

interface PageMisses {
  times: number;
  readonly byOffset: Map<number, number>;
}

export class Misses {
  readonly #byPage = new Map<number, PageMisses>();

  /** @returns what the page's misses have cost, in interpreted instructions */
  note(page: number, offset: number): number {
    const misses = this.#byPage.get(page) ?? { times: 0, byOffset: new Map<number, number>() };
    misses.times += 1;
    misses.byOffset.set(offset, (misses.byOffset.get(offset) ?? 0) + 1);
    this.#byPage.set(page, misses);
    return misses.times * COST_OF_MISS;
  }

  /** Flags the halfwords that are missed often. */
  addTo(isEntered: Uint8Array, page: number): void {
    const misses = this.#byPage.get(page);
    if (misses === undefined) return;
    for (const [offset, times] of misses.byOffset) {
      if (times * ONE_OF >= misses.times) isEntered[offset >> 1] = 1;
    }
  }

  /** The page was translated with them, or holds other code. */
  forget(page: number): void {
    this.#byPage.delete(page);
  }
}
