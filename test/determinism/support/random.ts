/** Numbers that are the same for the same seed. [Marsaglia, Xorshift RNGs, 2003] */

export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 1;
  }

  /** From 0 to `bound` - 1. */
  below(bound: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % bound;
  }

  /** So many different ones, ascending. */
  ascending(count: number, bound: number): number[] {
    const found = new Set<number>();
    while (found.size < Math.min(count, bound)) found.add(this.below(bound));
    return [...found].sort((a, b) => a - b);
  }

  shuffled<T>(items: readonly T[]): T[] {
    const all = [...items];
    for (let at = all.length - 1; at > 0; at -= 1) {
      const other = this.below(at + 1);
      [all[at], all[other]] = [all[other] as T, all[at] as T];
    }
    return all;
  }
}
