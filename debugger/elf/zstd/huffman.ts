/** Codes of literals. [RFC 8878 §4.2] */

import { ByteReader } from '../../shared/byteReader';
import { BackwardBits } from './backwardBits';
import { FseState, readFseTable } from './fse';

/** A symbol and the length of its code for whatever begins with that code. */
export interface HuffmanTable {
  readonly bits: number;
  readonly entries: Uint16Array;
}

const LENGTH_BITS = 4;
const LONGEST_CODE = 11;
const MOST_SYMBOLS = 256;
const WEIGHT_ACCURACY = 6;
const FIRST_DIRECT = 128;

/** Each symbol's weight, the last one's left out, for it follows from the others. [RFC 8878 §4.2.1] */
export function readHuffmanTable(r: ByteReader): HuffmanTable {
  const head = r.u8();
  const weights =
    head < FIRST_DIRECT ? readCodedWeights(r, head) : readDirectWeights(r, head - FIRST_DIRECT + 1);
  if (weights.length >= MOST_SYMBOLS) r.fail('too-many-symbols', `more than ${MOST_SYMBOLS}`);
  const sum = weights.reduce((total, it) => total + ((1 << it) >> 1), 0);
  const bits = 32 - Math.clz32(sum);
  const left = (1 << bits) - sum;
  if (sum === 0 || bits > LONGEST_CODE || (left & (left - 1)) !== 0) {
    r.fail('codes-do-not-add-up', `to ${sum}`);
  }
  weights.push(32 - Math.clz32(left));
  return tableOf(weights, bits);
}

function readDirectWeights(r: ByteReader, count: number): number[] {
  const packed = r.slice((count + 1) >> 1);
  const weights = [...packed].flatMap(it => [it >> 4, it & 0xf]);
  return weights.slice(0, count);
}

/** Two states take turns, until there are no more bits. [RFC 8878 §4.2.1.2] */
function readCodedWeights(r: ByteReader, size: number): number[] {
  const base = r.base + r.offset;
  const own = new ByteReader(r.slice(size), r.source, 0, base);
  const table = readFseTable(own, WEIGHT_ACCURACY, LONGEST_CODE + 1);
  const bits = new BackwardBits(own);
  let [now, then] = [new FseState(table, bits), new FseState(table, bits)];
  const weights: number[] = [];
  // A state of a table of one symbol takes no bits: it could go on for ever.
  while (!bits.isPastEnd && weights.length < MOST_SYMBOLS) {
    weights.push(now.symbol);
    now.advance();
    [now, then] = [then, now];
  }
  weights.push(now.symbol);
  return weights;
}

/** The longest codes are the lowest; of one length, they come as their symbols do. [RFC 8878 §4.2.1.3] */
function tableOf(weights: readonly number[], bits: number): HuffmanTable {
  const entries = new Uint16Array(1 << bits);
  let at = 0;
  for (let weight = 1; weight <= bits; weight++) {
    for (const [symbol, it] of weights.entries()) {
      if (it !== weight) continue;
      const entry = (symbol << LENGTH_BITS) | (bits + 1 - weight);
      entries.fill(entry, at, (at += 1 << (weight - 1)));
    }
  }
  return { bits, entries };
}

/** As many symbols as there is room for, which all bits are needed for. [RFC 8878 §4.2.2] */
export function readSymbols(r: ByteReader, { bits, entries }: HuffmanTable, to: Uint8Array): void {
  const from = new BackwardBits(r);
  for (let at = 0; at < to.length; at++) {
    const entry = entries[from.peek(bits)] ?? 0;
    to[at] = entry >> LENGTH_BITS;
    from.skip(entry & ((1 << LENGTH_BITS) - 1));
  }
  from.end();
}
