/** The bytes of a block that are no copies. [RFC 8878 §3.1.1.3.1] */

import { ByteReader } from '../../shared/byteReader';
import type { HuffmanTable } from './huffman';
import { readHuffmanTable, readSymbols } from './huffman';

export interface LiteralsContext {
  /** In bytes, what a block may come to. */
  readonly largest: number;
  /** Of the last block that had one. */
  huffman: HuffmanTable | undefined;
}

/** How many bits the sizes of coded literals have, and in how many streams they are, by the size format. */
const CODED: readonly { readonly bits: number; readonly streams: 1 | 4 }[] = [
  { bits: 10, streams: 1 },
  { bits: 10, streams: 4 },
  { bits: 14, streams: 4 },
  { bits: 18, streams: 4 },
];

/** Before its streams are the sizes of the first three. */
const JUMP_TABLE_SIZE = 6;

export function readLiterals(r: ByteReader, context: LiteralsContext): Uint8Array {
  const first = r.u8();
  r.offset--;
  const [type, format] = [first & 3, (first >> 2) & 3];
  if (type < 2) return readPlain(r, type === 1, format, context.largest);
  const { bits, streams } = CODED[format] ?? { bits: 18, streams: 4 };
  const header = readHeader(r, (4 + 2 * bits) >> 3);
  const size = Math.floor(header / 16) % 2 ** bits;
  const coded = Math.floor(header / 2 ** (4 + bits)) % 2 ** bits;
  if (size > context.largest) r.fail('oversized-literals', `${size} bytes`);
  const own = within(r, coded);
  if (type === 2) context.huffman = readHuffmanTable(own);
  const table = context.huffman ?? r.fail('no-codes-before');
  const literals = new Uint8Array(size);
  if (streams === 1) readSymbols(own, table, literals);
  else readFourStreams(own, table, literals);
  return literals;
}

/** As they are, or one of them as often as is said. */
function readPlain(r: ByteReader, isOne: boolean, format: number, largest: number): Uint8Array {
  const length = format === 1 ? 2 : format === 3 ? 3 : 1;
  const size = readHeader(r, length) >> (length === 1 ? 3 : 4);
  if (size > largest) r.fail('oversized-literals', `${size} bytes`);
  return isOne ? new Uint8Array(size).fill(r.u8()) : r.slice(size);
}

function readFourStreams(r: ByteReader, table: HuffmanTable, to: Uint8Array): void {
  const part = (to.length + 3) >> 2;
  const sizes = within(r, JUMP_TABLE_SIZE);
  for (let stream = 0; stream < 4; stream++) {
    const own = within(r, stream < 3 ? sizes.u16() : r.remaining);
    const start = Math.min(stream * part, to.length);
    readSymbols(own, table, to.subarray(start, stream < 3 ? start + part : to.length));
  }
}

function readHeader(r: ByteReader, length: number): number {
  return r.slice(length).reduceRight((sum, it) => sum * 256 + it, 0);
}

/** A reader of the next bytes alone, which tells where in the section they are. */
function within(r: ByteReader, length: number): ByteReader {
  const base = r.base + r.offset;
  return new ByteReader(r.slice(length), r.source, 0, base);
}
