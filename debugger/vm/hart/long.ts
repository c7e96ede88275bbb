/**
 * 64-bit registers, as two unsigned halves in the machine's memory. They are no BigInts: those are slow, and a guest that
 * reads its counters often makes the optimizing compiler of Node.js 20 fail, and the process with it.
 */

export interface Long {
  readonly high: number;
  readonly low: number;
}

const HALF = 2 ** 32;

/** Far in the future of any clock. */
export const LONG_MAX: Long = { high: HALF - 1, low: HALF - 1 };

/** @param index counts 64-bit places */
export function longAt(words: Int32Array, index: number): Long {
  return { high: (words[index * 2 + 1] ?? 0) >>> 0, low: (words[index * 2] ?? 0) >>> 0 };
}

export function putLong(words: Int32Array, index: number, { high, low }: Long): void {
  words[index * 2] = low;
  words[index * 2 + 1] = high;
}

/** Modulo 2^64. @param count a whole number from zero that a double holds exactly */
export function addCount({ high, low }: Long, count: number): Long {
  const sum = low + (count % HALF);
  const carry = sum >= HALF ? 1 : 0;
  return { high: (high + Math.floor(count / HALF) + carry) >>> 0, low: sum >>> 0 };
}

/** Modulo 2^64. @param count as for addCount */
export function subtractCount({ high, low }: Long, count: number): Long {
  const difference = low - (count % HALF);
  const borrow = difference < 0 ? 1 : 0;
  return { high: (high - Math.floor(count / HALF) - borrow) >>> 0, low: difference >>> 0 };
}

/** How much later `to` is than `from`; exact below 2^53, and of the right sign always. */
export function distance(from: Long, to: Long): number {
  return (to.high - from.high) * HALF + (to.low - from.low);
}
