/** Decompression of Zstandard data. [RFC 8878 §3] */

import { ByteReader } from '../../shared/byteReader';
import { hex32 } from '../../shared/hex';
import { Output } from '../output';
import type { LiteralsContext } from './literals';
import { readLiterals } from './literals';
import type { SequencesContext } from './sequences';
import { writeSequences } from './sequences';
import { xxh64 } from './xxh64';

const MAGIC = 0xfd2fb528;
/** Sixteen numbers from here on begin what is not for us. [RFC 8878 §3.1.2] */
const FIRST_SKIPPED = 0x184d2a50;
const SKIPPED = 16;
const LARGEST_BLOCK = 1 << 17;
/** The bytes of the dictionary's number and of the content's size, by their flags. */
const DICTIONARY_SIZES = [0, 1, 2, 4];
const CONTENT_SIZES = [0, 2, 4, 8];

/**
 * What the frames of `r` hold, one after the other; throws MalformedInput where they are damaged.
 * @param size in bytes of what has to come out, which is believed only as far as the data go
 */
export function unzstd(r: ByteReader, size: number): Uint8Array {
  const output = new Output(size);
  while (!r.atEnd) readFrame(r, output);
  return output.finish() ?? r.fail('too-little', `${output.length} bytes of ${size}`);
}

interface Frame {
  /** In bytes: how far back copies may come from, which limits what a block comes to. */
  readonly window: number;
  readonly contentSize: number | undefined;
  readonly hasChecksum: boolean;
}

function readFrame(r: ByteReader, output: Output): void {
  const magic = r.u32();
  if (magic >= FIRST_SKIPPED && magic < FIRST_SKIPPED + SKIPPED) {
    r.skip(r.u32());
    return;
  }
  if (magic !== MAGIC) r.fail('not-zstandard', hex32(magic));
  const { window, contentSize, hasChecksum } = readFrameHeader(r);
  const start = output.length;
  const context: Context = {
    start,
    largest: Math.min(window, LARGEST_BLOCK),
    huffman: undefined,
    tables: {},
    recent: [1, 4, 8],
  };
  while (!readBlock(r, context, output));
  const content = output.since(start);
  if (contentSize !== undefined && content.length !== contentSize) {
    r.fail('wrong-size', `${content.length} bytes, not ${contentSize}`);
  }
  if (hasChecksum && r.u32() !== Number(BigInt.asUintN(32, xxh64(content)))) {
    r.fail('wrong-checksum');
  }
}

/** [RFC 8878 §3.1.1.1] */
function readFrameHeader(r: ByteReader): Frame {
  const descriptor = r.u8();
  if ((descriptor & 8) !== 0) r.fail('reserved-bit');
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const window = isSingleSegment ? undefined : windowOf(r.u8());
  const dictionary = readNumber(r, DICTIONARY_SIZES[descriptor & 3] ?? 0);
  if (dictionary !== 0) r.fail('dictionary-missing', hex32(dictionary));
  const flag = descriptor >> 6;
  const length = flag === 0 && isSingleSegment ? 1 : (CONTENT_SIZES[flag] ?? 0);
  const contentSize = readNumber(r, length) + (length === 2 ? 256 : 0);
  return {
    window: window ?? contentSize,
    contentSize: length === 0 ? undefined : contentSize,
    hasChecksum: (descriptor & 4) !== 0,
  };
}

/** [RFC 8878 §3.1.1.1.2] */
function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

type Context = LiteralsContext & SequencesContext;

/** @returns whether it is the last of its frame [RFC 8878 §3.1.1.2] */
function readBlock(r: ByteReader, context: Context, output: Output): boolean {
  const header = r.u24();
  const [isLast, type, size] = [(header & 1) !== 0, (header >> 1) & 3, header >>> 3];
  if (size > context.largest) r.fail('oversized-block', `${size} bytes`);
  switch (type) {
    case 0:
      if (!output.append(r.slice(size))) r.fail('more-than-announced');
      break;
    case 1:
      if (!output.fill(r.u8(), size)) r.fail('more-than-announced');
      break;
    case 2:
      readCompressed(r, size, context, output);
      break;
    default:
      r.fail('reserved-block');
  }
  return isLast;
}

function readCompressed(r: ByteReader, size: number, context: Context, output: Output): void {
  const base = r.base + r.offset;
  const block = new ByteReader(r.slice(size), r.source, 0, base);
  const literals = readLiterals(block, context);
  writeSequences(block, literals, context, output);
}

function readNumber(r: ByteReader, length: number): number {
  return r.slice(length).reduceRight((sum, it) => sum * 256 + it, 0);
}
