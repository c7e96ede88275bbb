/** Finite state entropy: codes of fractions of bits. [RFC 8878 §4.1] */

import type { ByteReader } from '../../shared/byteReader';
import type { BackwardBits } from './backwardBits';

/** For each state its symbol, and what the next state is made of: a base, and bits that add to it. */
export interface FseTable {
  /** The first state has so many bits. */
  readonly accuracy: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
  readonly bases: Uint16Array;
}

const LEAST_ACCURACY = 5;
/** Less than once: it has one state, whose code is as long as any. */
const RARELY = -1;

/**
 * A table by the counts of its symbols, of which the last are left out where they are zeros. [RFC 8878 §4.1.1]
 * @param most the largest accuracy it may have
 * @param symbols how many there may be
 */
export function readFseTable(r: ByteReader, most: number, symbols: number): FseTable {
  const accuracy = (r.u8() & 0xf) + LEAST_ACCURACY;
  r.offset--;
  if (accuracy > most) r.fail('oversized-table', `${accuracy} bits of at most ${most}`);
  const bits = new ForwardBits(r, 4);
  const counts: number[] = [];
  for (let left = 1 << accuracy; left > 0;) {
    const count = bits.upTo(left + 1) - 1;
    counts.push(count);
    left -= Math.abs(count);
    if (count === 0) for (let more = 3; more === 3;) pushZeros(counts, (more = bits.read(2)));
    if (counts.length > symbols) r.fail('too-many-symbols', `more than ${symbols}`);
  }
  r.skip(bits.bytesRead);
  return fseTable(counts, accuracy);
}

function pushZeros(counts: number[], count: number): void {
  for (let at = 0; at < count; at++) counts.push(0);
}

/** @param counts come to `1 << accuracy`, with RARELY for one */
export function fseTable(counts: readonly number[], accuracy: number): FseTable {
  const size = 1 << accuracy;
  const symbols = spread(counts, size);
  const [bits, bases] = [new Uint8Array(size), new Uint16Array(size)];
  const next = counts.map(it => Math.abs(it));
  for (const [state, symbol] of symbols.entries()) {
    const at = next[symbol] ?? 1;
    next[symbol] = at + 1;
    const count = accuracy - log2(at);
    bits[state] = count;
    bases[state] = (at << count) - size;
  }
  return { accuracy, symbols, bits, bases };
}

/** Each symbol to as many states as it is counted, far from one another. */
function spread(counts: readonly number[], size: number): Uint8Array {
  const symbols = new Uint8Array(size);
  let end = size;
  for (const [symbol, count] of counts.entries()) if (count === RARELY) symbols[--end] = symbol;
  const step = (size >> 1) + (size >> 3) + 3;
  let at = 0;
  for (const [symbol, count] of counts.entries()) {
    for (let times = count; times > 0; times--) {
      symbols[at] = symbol;
      do at = (at + step) & (size - 1);
      while (at >= end);
    }
  }
  return symbols;
}

/** A table of nothing but one symbol. */
export function onlyOf(symbol: number): FseTable {
  const none = new Uint8Array(1);
  return { accuracy: 0, symbols: Uint8Array.of(symbol), bits: none, bases: new Uint16Array(1) };
}

export class FseState {
  #state: number;

  constructor(
    private readonly table: FseTable,
    private readonly from: BackwardBits,
  ) {
    this.#state = from.read(table.accuracy);
  }

  get symbol(): number {
    return this.table.symbols[this.#state] ?? 0;
  }

  advance(): void {
    const { bits, bases } = this.table;
    this.#state = (bases[this.#state] ?? 0) + this.from.read(bits[this.#state] ?? 0);
  }
}

/** The lowest bit of the first byte first. */
class ForwardBits {
  readonly #start: number;

  constructor(
    private readonly r: ByteReader,
    private at: number,
  ) {
    this.#start = r.offset;
  }

  get bytesRead(): number {
    return (this.at + 7) >> 3;
  }

  read(count: number): number {
    const byte = this.#start + (this.at >> 3);
    const { bytes } = this.r;
    const word =
      (bytes[byte] ?? 0) | ((bytes[byte + 1] ?? 0) << 8) | ((bytes[byte + 2] ?? 0) << 16);
    const value = (word >> (this.at & 7)) & ((1 << count) - 1);
    this.at += count;
    return value;
  }

  /** From 0 to `most`: small numbers take a bit less, so that none is wasted. */
  upTo(most: number): number {
    const bits = log2(most) + 1;
    const spared = (1 << bits) - 1 - most;
    const low = this.read(bits - 1);
    if (low < spared) return low;
    const value = low + (this.read(1) << (bits - 1));
    return value < 1 << (bits - 1) ? value : value - spared;
  }
}

/** Of the highest bit set. */
function log2(value: number): number {
  return 31 - Math.clz32(value);
}
