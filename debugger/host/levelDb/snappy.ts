/** Snappy, as much of it as reads a block. [Snappy format description, 2011-10-05] */

import type { ByteReader } from '../../shared/byteReader';

/** Blocks of a table have four kilobytes before they are compressed, and indexes some more. */
const MOST_BYTES = 64 * 1024 * 1024;

/** @throws MalformedInput */
export function unpackSnappy(r: ByteReader): Uint8Array {
  const length = r.uleb();
  if (length > MOST_BYTES) r.fail('block-too-long', `${length} bytes`);
  const out = new Uint8Array(length);
  let filled = 0;
  while (!r.atEnd) {
    const tag = r.u8();
    if ((tag & 3) === 0) {
      const literal = r.slice(literalLength(r, tag >>> 2));
      if (literal.length > length - filled) r.fail('block-too-long');
      out.set(literal, filled);
      filled += literal.length;
      continue;
    }
    const { count, distance } = copyOf(r, tag);
    if (distance === 0 || distance > filled || count > length - filled) r.fail('bad-copy');
    // One after the other: it may repeat what it has just written.
    for (let end = filled + count; filled < end; filled++)
      out[filled] = out[filled - distance] ?? 0;
  }
  if (filled < length) r.fail('block-too-short');
  return out;
}

/** Up to 60 in the tag itself, else in the one to four bytes behind it. */
function literalLength(r: ByteReader, code: number): number {
  if (code < 60) return code + 1;
  let length = 0;
  for (let at = 0; at < code - 59; at++) length += r.u8() * 256 ** at;
  return length + 1;
}

function copyOf(r: ByteReader, tag: number): { count: number; distance: number } {
  const high = tag >>> 2;
  if ((tag & 3) === 1) return { count: (high & 7) + 4, distance: ((high >>> 3) << 8) | r.u8() };
  return { count: high + 1, distance: (tag & 3) === 2 ? r.u16() : r.u32() };
}
