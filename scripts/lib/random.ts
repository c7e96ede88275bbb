/** Numbers that look random and are the same for the same seed. */

export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 32 bits. Adds an odd constant and mixes what comes of it. */
  word(): number {
    this.#state = (this.#state + 0x9e37_79b9) >>> 0;
    let it = this.#state;
    it = Math.imul(it ^ (it >>> 16), 0x21f0_aaad);
    it = Math.imul(it ^ (it >>> 15), 0x735a_2d97);
    return (it ^ (it >>> 15)) >>> 0;
  }

  /** From 0 to `limit` - 1. */
  below(limit: number): number {
    return Math.floor((this.word() / 2 ** 32) * limit);
  }

  /** One of a list that is not empty. */
  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}
