/** Lengths at the start of units, tables and sets, and the two formats that they tell apart. [DWARF5 §7.4] */

import type { ByteReader } from '../shared/byteReader';

/** Bytes of an offset into a section: 4 in the 32-bit format, 8 in the 64-bit one, whatever the machine's addresses. */
export type OffsetSize = 4 | 8;

export interface InitialLength {
  /** The offset after what the length counts; it lies inside the section. */
  readonly end: number;
  readonly offsetSize: OffsetSize;
}

/** What a length of the 64-bit format starts with; it and the numbers from `LENGTH_RESERVED` on are no lengths. */
const LENGTH_64 = 0xffffffff;
const LENGTH_RESERVED = 0xfffffff0;

export function readInitialLength(r: ByteReader): InitialLength {
  let length = r.u32();
  let offsetSize: OffsetSize = 4;
  if (length === LENGTH_64) {
    length = Number(r.u64());
    offsetSize = 8;
  } else if (length >= LENGTH_RESERVED) r.fail('reserved-length');
  const end = r.offset + length;
  if (end > r.bytes.length) r.fail('truncated', `${length} bytes wanted, ${r.remaining} left`);
  return { end, offsetSize };
}

/** An offset into a section, or a length that has the same size. Above 2^53 it is rounded, and outside any section. */
export function readOffset(r: ByteReader, size: OffsetSize): number {
  return size === 4 ? r.u32() : Number(r.u64());
}
