/** CRC-32C, as LevelDB keeps it. [RFC 3720 appendix B.4; LevelDB util/crc32c.h] */

/** Castagnoli's polynomial, its bits from the low end. */
const POLYNOMIAL = 0x82f63b78;
/** Eight bytes at once: table n says what a byte does n places further on. */
const TABLES = makeTables(8);

/** As it lies in a file: rotated and moved, so that the sum of bytes that hold sums is no special case. */
export function maskedCrc32c(bytes: Uint8Array, start: number, end: number): number {
  const crc = crc32c(bytes, start, end);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

export function crc32c(bytes: Uint8Array, start = 0, end = bytes.length): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES as Eight;
  let crc = -1;
  let at = start;
  for (; at + 8 <= end; at += 8) {
    crc ^= byte(bytes, at) | (byte(bytes, at + 1) << 8);
    crc ^= (byte(bytes, at + 2) << 16) | (byte(bytes, at + 3) << 24);
    crc =
      entry(t7, crc) ^
      entry(t6, crc >>> 8) ^
      entry(t5, crc >>> 16) ^
      entry(t4, crc >>> 24) ^
      entry(t3, byte(bytes, at + 4)) ^
      entry(t2, byte(bytes, at + 5)) ^
      entry(t1, byte(bytes, at + 6)) ^
      entry(t0, byte(bytes, at + 7));
  }
  for (; at < end; at++) crc = entry(t0, crc ^ byte(bytes, at)) ^ (crc >>> 8);
  return ~crc >>> 0;
}

type Table = Int32Array;
type Eight = [Table, Table, Table, Table, Table, Table, Table, Table];

function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

function entry(table: Table, index: number): number {
  return table[index & 0xff] ?? 0;
}

function makeTables(count: number): Table[] {
  const first = Int32Array.from({ length: 256 }, (_, value) => {
    let crc = value;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ POLYNOMIAL;
    return crc;
  });
  const tables = [first];
  for (let at = 1; at < count; at++) {
    const before = tables[at - 1] ?? first;
    tables.push(before.map(it => entry(first, it) ^ (it >>> 8)));
  }
  return tables;
}
