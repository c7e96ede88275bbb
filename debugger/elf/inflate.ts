/** Decompression of zlib data. [RFC 1950; RFC 1951] */

import { Output } from './output';

/** Lengths of codes come in this order. [RFC 1951 §3.2.7] */
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** The first length or distance of a symbol, and how many bits follow that add to it. [RFC 1951 §3.2.5] */
const LENGTHS = series(
  3,
  [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5],
);
const DISTANCES = series(
  1,
  [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
  ],
);

const END_OF_BLOCK = 256;
const FIRST_LENGTH = 257;
/** The last symbol of lengths is one alone. */
const LONGEST = { symbol: 285, length: 258 };

const DEFLATE = 8;
const PRESET_DICTIONARY = 0x20;
const ADLER_MODULUS = 65521;

interface Steps {
  readonly first: readonly number[];
  readonly bits: readonly number[];
}

function series(start: number, bits: readonly number[]): Steps {
  const first: number[] = [];
  let next = start;
  for (const it of bits) {
    first.push(next);
    next += 1 << it;
  }
  return { first, bits };
}

/**
 * What the data hold.
 * @param size in bytes of what has to come out, which is believed only as far as the data go
 * @returns undefined where they are damaged, or come to anything else
 */
export function inflate(zlib: Uint8Array, size: number): Uint8Array | undefined {
  const [method = 0, flags = 0] = zlib;
  const isZlib = (method & 0xf) === DEFLATE && (method * 256 + flags) % 31 === 0;
  if (!isZlib || (flags & PRESET_DICTIONARY) !== 0) return undefined;
  const input = new BitReader(zlib, 2);
  const output = new Output(size);
  let isLast = false;
  while (!isLast) {
    isLast = input.bits(1) === 1;
    const isRead = readBlock(input, output, input.bits(2));
    if (!isRead || input.isPastEnd) return undefined;
  }
  input.toByte();
  const bytes = output.finish();
  return bytes !== undefined && input.bigEndian32() === adler32(bytes) ? bytes : undefined;
}

function readBlock(input: BitReader, output: Output, type: number): boolean {
  switch (type) {
    case 0:
      return copyStored(input, output);
    case 1:
      return readCodes(input, output, FIXED_LENGTHS, FIXED_DISTANCES);
    case 2:
      return readDynamic(input, output);
    default:
      return false;
  }
}

function copyStored(input: BitReader, output: Output): boolean {
  input.toByte();
  const length = input.bits(16);
  if (input.bits(16) !== (length ^ 0xffff)) return false;
  for (let count = 0; count < length; count++) {
    if (input.isPastEnd || !output.add(input.bits(8))) return false;
  }
  return true;
}

/** The codes of the block come first, in a code of their own. [RFC 1951 §3.2.7] */
function readDynamic(input: BitReader, output: Output): boolean {
  const lengthCodes = input.bits(5) + 257;
  const distanceCodes = input.bits(5) + 1;
  const ofLengths = new Uint8Array(19);
  const count = input.bits(4) + 4;
  for (const symbol of CODE_LENGTH_ORDER.slice(0, count)) ofLengths[symbol] = input.bits(3);
  const code = makeCode(ofLengths);
  const lengths = new Uint8Array(lengthCodes + distanceCodes);
  for (let at = 0; at < lengths.length;) {
    const symbol = code && input.symbol(code);
    if (symbol === undefined || input.isPastEnd) return false;
    if (symbol < 16) {
      lengths[at++] = symbol;
      continue;
    }
    const repeated = symbol === 16 ? lengths[at - 1] : 0;
    const times = symbol === 18 ? 11 + input.bits(7) : 3 + input.bits(symbol === 16 ? 2 : 3);
    if (repeated === undefined || at + times > lengths.length) return false;
    lengths.fill(repeated, at, (at += times));
  }
  const literals = makeCode(lengths.subarray(0, lengthCodes));
  const distances = makeCode(lengths.subarray(lengthCodes));
  return literals !== undefined && readCodes(input, output, literals, distances);
}

/** @param distances undefined where the block has none */
function readCodes(
  input: BitReader,
  output: Output,
  literals: Code,
  distances: Code | undefined,
): boolean {
  for (;;) {
    const symbol = input.symbol(literals);
    if (symbol === undefined || input.isPastEnd) return false;
    if (symbol === END_OF_BLOCK) return true;
    if (symbol < END_OF_BLOCK) {
      if (!output.add(symbol)) return false;
      continue;
    }
    const length =
      symbol === LONGEST.symbol ? LONGEST.length : readSteps(input, LENGTHS, symbol - FIRST_LENGTH);
    const step = distances && input.symbol(distances);
    const distance = step === undefined ? undefined : readSteps(input, DISTANCES, step);
    if (length === undefined || distance === undefined || !output.repeat(distance, length)) {
      return false;
    }
  }
}

function readSteps(input: BitReader, { first, bits }: Steps, at: number): number | undefined {
  const start = first[at];
  return start === undefined ? undefined : start + input.bits(bits[at] ?? 0);
}

/** A symbol and the length of its code for whatever begins with that code, its first bit being the lowest. */
interface Code {
  readonly table: Uint16Array;
  readonly bits: number;
}

const LENGTH_BITS = 4;

/** @returns undefined where there are no codes, or more than there is room for. [RFC 1951 §3.2.2] */
function makeCode(lengths: Uint8Array): Code | undefined {
  const bits = lengths.reduce((most, it) => Math.max(most, it), 0);
  if (bits === 0) return undefined;
  const table = new Uint16Array(1 << bits);
  let code = 0;
  for (let length = 1; length <= bits; length++) {
    for (const [symbol, it] of lengths.entries()) {
      if (it !== length) continue;
      if (code >= 1 << length) return undefined;
      const start = reversed(code, length);
      for (let at = start; at < table.length; at += 1 << length) {
        table[at] = (symbol << LENGTH_BITS) | length;
      }
      code++;
    }
    code <<= 1;
  }
  return { table, bits };
}

function reversed(code: number, length: number): number {
  let result = 0;
  for (let at = 0; at < length; at++) result |= ((code >> at) & 1) << (length - 1 - at);
  return result;
}

/** [RFC 1951 §3.2.6] */
const FIXED_LENGTHS = fixedCode([144, 8], [112, 9], [24, 7], [8, 8]);
const FIXED_DISTANCES = fixedCode([30, 5]);

function fixedCode(...runs: readonly (readonly [count: number, length: number])[]): Code {
  const lengths = runs.flatMap(([count, length]) => Array<number>(count).fill(length));
  return makeCode(Uint8Array.from(lengths)) ?? { table: new Uint16Array(1), bits: 0 };
}

class BitReader {
  #held = 0;
  #count = 0;
  /** Bits beyond the end that were read as zeros. */
  #lent = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
  ) {}

  /** More has been read than there is. */
  get isPastEnd(): boolean {
    return this.#lent > this.#count;
  }

  /** At most 16, the first one lowest. */
  bits(count: number): number {
    this.#fill(count);
    const value = this.#held & ((1 << count) - 1);
    this.#held >>>= count;
    this.#count -= count;
    return value;
  }

  /** undefined where no code begins like this. */
  symbol({ table, bits }: Code): number | undefined {
    this.#fill(bits);
    const entry = table[this.#held & ((1 << bits) - 1)] ?? 0;
    const length = entry & ((1 << LENGTH_BITS) - 1);
    if (length === 0) return undefined;
    this.#held >>>= length;
    this.#count -= length;
    return entry >> LENGTH_BITS;
  }

  toByte(): void {
    this.bits(this.#count & 7);
  }

  bigEndian32(): number {
    const bytes = [this.bits(8), this.bits(8), this.bits(8), this.bits(8)];
    return bytes.reduce((sum, it) => sum * 256 + it, 0);
  }

  #fill(count: number): void {
    while (this.#count < count) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) this.#lent += 8;
      this.#held |= (byte ?? 0) << this.#count;
      this.#count += 8;
    }
  }
}

/** So many bytes can be summed up before a number of 32 bits is full. [RFC 1950 §8.2] */
const ADLER_RUN = 5552;

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (let start = 0; start < bytes.length; start += ADLER_RUN) {
    const end = Math.min(start + ADLER_RUN, bytes.length);
    for (let at = start; at < end; at++) b += a += bytes[at] ?? 0;
    a %= ADLER_MODULUS;
    b %= ADLER_MODULUS;
  }
  return b * 65536 + a;
}
