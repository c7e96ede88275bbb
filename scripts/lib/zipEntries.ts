/** Names and sizes of a zip file's entries, from its central directory. [APPNOTE §4.3.12, §4.3.16] */

export interface ZipEntry {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Bytes in the file. */
  readonly packed: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const END_SIZE = 22;
const HEADER_SIZE = 46;

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
    entries.push({
      name: zip.toString('utf8', start, start + nameLength),
      packed: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
    });
    at = start + nameLength + rest;
  }
  return entries;
}

/** A comment of any length may follow the record. */
function findEnd(zip: Buffer): number | undefined {
  for (let at = zip.length - END_SIZE; at >= 0; at--) {
    if (zip.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  return undefined;
}
