/** A zip file's entries, from its central directory. [APPNOTE §4.3.7, §4.3.12, §4.3.16] */

import { inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Bytes in the file. */
  readonly packed: number;
  /** Unpacks it. */
  read(): Buffer;
}

const END_OF_DIRECTORY = 0x06054b50;
const END_SIZE = 22;
const HEADER_SIZE = 46;
const LOCAL_HEADER_SIZE = 30;
const STORED = 0;

/** @returns undefined where the bytes are no zip file. ZIP64 is absent: it is for files above 4 GiB. */
export function zipEntries(zip: Buffer): ZipEntry[] | undefined {
  const end = findEnd(zip);
  if (end === undefined) return undefined;
  const entries: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = zip.readUInt16LE(at + 28);
    const rest = zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    const start = at + HEADER_SIZE;
    const packed = zip.readUInt32LE(at + 20);
    const isStored = zip.readUInt16LE(at + 10) === STORED;
    const local = zip.readUInt32LE(at + 42);
    entries.push({
      name: zip.toString('utf8', start, start + nameLength),
      packed,
      size: zip.readUInt32LE(at + 24),
      read() {
        const bytes = dataOf(zip, local).subarray(0, packed);
        return isStored ? bytes : inflateRawSync(bytes);
      },
    });
    at = start + nameLength + rest;
  }
  return entries;
}

/** What follows an entry's local header, whose name and extra field may differ in length from the directory's. */
function dataOf(zip: Buffer, local: number): Buffer {
  const skipped = zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  return zip.subarray(local + LOCAL_HEADER_SIZE + skipped);
}

/** A comment of any length may follow the record. */
function findEnd(zip: Buffer): number | undefined {
  for (let at = zip.length - END_SIZE; at >= 0; at--) {
    if (zip.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  return undefined;
}
