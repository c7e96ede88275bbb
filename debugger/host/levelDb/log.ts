/**
 * A log of LevelDB: records with checksums, in blocks of 32 KiB. Where one is damaged LevelDB passes over the rest of its
 * block and goes on behind it; and what it has read it writes elsewhere, so that nobody finds the damage afterwards.
 * [LevelDB doc/log_format.md, db/log_reader.cc]
 */

import { ByteReader } from '../../shared/byteReader';
import { maskedCrc32c } from './crc32c';

const BLOCK_BYTES = 32 * 1024;
/** Checksum, length and type. */
const HEADER_BYTES = 7;
/** A whole record, or its first, a middle or its last piece. Zero is what was never written. */
const TYPE = { full: 1, first: 2, middle: 3, last: 4 } as const;

export type LogEnd =
  /** Every record is whole, or the last was not written to its end, as by a process that was killed. */
  | { readonly kind: 'sound' }
  /** Its last record has all its bytes, and not those that were meant: a power cut may do that, and a damage. */
  | { readonly kind: 'doubtful'; readonly offset: number }
  /** Whole records are behind one that is not. */
  | { readonly kind: 'damaged'; readonly offset: number };

export function checkLog(bytes: Uint8Array): LogEnd {
  const r = new ByteReader(bytes, 'log');
  let offset = 0;
  for (const piece of piecesOf(r)) offset = piece.end;
  offset = skipTrailer(offset);
  if (offset >= bytes.length) return { kind: 'sound' };
  for (let later = offset + 1; later < bytes.length; later++) {
    if (recordAt(r, later) !== undefined) return { kind: 'damaged', offset };
  }
  const isWritten = bytes.length - offset >= HEADER_BYTES && endOf(r, offset) <= bytes.length;
  return isWritten && !isEmpty(r, offset) ? { kind: 'doubtful', offset } : { kind: 'sound' };
}

/** What the records hold, up to the first that is not whole. */
export function* recordsOf(bytes: Uint8Array): Generator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  for (const { start, end } of piecesOf(new ByteReader(bytes, 'log'))) {
    const type = bytes[start + 6];
    if (type === TYPE.full || type === TYPE.first) pieces = [];
    pieces.push(bytes.subarray(start + HEADER_BYTES, end));
    if (type === TYPE.full || type === TYPE.last) yield Buffer.concat(pieces);
  }
}

function* piecesOf(r: ByteReader): Generator<{ readonly start: number; readonly end: number }> {
  for (let start = 0; ;) {
    start = skipTrailer(start);
    const length = recordAt(r, start);
    if (length === undefined) return;
    yield { start, end: start + length };
    start += length;
  }
}

/** At the end of a block there may be less room than a header takes. */
function skipTrailer(offset: number): number {
  const inBlock = BLOCK_BYTES - (offset % BLOCK_BYTES);
  return inBlock < HEADER_BYTES ? offset + inBlock : offset;
}

/** How many bytes a whole record takes that begins there; undefined where none does. */
function recordAt(r: ByteReader, offset: number): number | undefined {
  const inBlock = BLOCK_BYTES - (offset % BLOCK_BYTES);
  if (inBlock < HEADER_BYTES || r.bytes.length - offset < HEADER_BYTES) return undefined;
  const type = r.bytes[offset + 6] ?? 0;
  if (type === 0 || type > TYPE.last) return undefined;
  const end = endOf(r, offset);
  if (end > r.bytes.length || end - offset > inBlock) return undefined;
  r.offset = offset;
  return r.u32() === maskedCrc32c(r.bytes, offset + 6, end) ? end - offset : undefined;
}

function endOf(r: ByteReader, offset: number): number {
  r.offset = offset + 4;
  return offset + HEADER_BYTES + r.u16();
}

/** Room that was made for a record and never written. */
function isEmpty(r: ByteReader, offset: number): boolean {
  return endOf(r, offset) === offset + HEADER_BYTES && r.bytes[offset + 6] === 0;
}
