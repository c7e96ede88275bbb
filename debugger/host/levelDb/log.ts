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
const LAST_TYPE = 4;

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
  for (;;) {
    const inBlock = BLOCK_BYTES - (offset % BLOCK_BYTES);
    if (inBlock < HEADER_BYTES) offset += inBlock;
    if (offset >= bytes.length) return { kind: 'sound' };
    const length = recordAt(r, offset);
    if (length === undefined) break;
    offset += length;
  }
  for (let later = offset + 1; later < bytes.length; later++) {
    if (recordAt(r, later) !== undefined) return { kind: 'damaged', offset };
  }
  const isWritten = bytes.length - offset >= HEADER_BYTES && endOf(r, offset) <= bytes.length;
  return isWritten && !isEmpty(r, offset) ? { kind: 'doubtful', offset } : { kind: 'sound' };
}

/** How many bytes a whole record takes that begins there; undefined where none does. */
function recordAt(r: ByteReader, offset: number): number | undefined {
  const inBlock = BLOCK_BYTES - (offset % BLOCK_BYTES);
  if (inBlock < HEADER_BYTES || r.bytes.length - offset < HEADER_BYTES) return undefined;
  const type = r.bytes[offset + 6] ?? 0;
  if (type === 0 || type > LAST_TYPE) return undefined;
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
