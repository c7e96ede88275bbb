/** Sections that are compressed, as debug information may be. [gABI ch. 4, Section Compression] */

import { ByteReader } from '../shared/byteReader';
import * as elf from './constants';
import { inflate } from './inflate';

/** What comes out of it, and how much that is to be. */
export interface Compressed {
  readonly data: Uint8Array;
  readonly size: number;
}

/** @returns a reason where the bytes cannot be read */
export function readCompressed(bytes: Uint8Array, name: string): Compressed | string {
  if (bytes.length < elf.CHDR_SIZE) return 'says it is compressed, and has no header for that';
  const r = new ByteReader(bytes, name);
  const type = r.u32();
  if (type === elf.ELFCOMPRESS_ZLIB) return { size: r.u32(), data: bytes.subarray(elf.CHDR_SIZE) };
  const how = type === elf.ELFCOMPRESS_ZSTD ? 'with Zstandard' : `in an unknown way (${type})`;
  return `is compressed ${how}; build with --compress-debug-sections=zlib, or without`;
}

/** GNU's form before there was a standard one: `.zdebug_info`, with `ZLIB` and a big-endian size in front. */
const OLD_NAME = /^\.z(debug_.*)$/;
const OLD_MAGIC = [0x5a, 0x4c, 0x49, 0x42];
const OLD_HEADER = 12;

export interface OldForm extends Compressed {
  /** Without the `z`. */
  readonly name: string;
}

export function readOldForm(bytes: Uint8Array, name: string): OldForm | undefined {
  const plain = OLD_NAME.exec(name)?.[1];
  if (plain === undefined || bytes.length < OLD_HEADER) return undefined;
  if (OLD_MAGIC.some((it, at) => bytes[at] !== it)) return undefined;
  const size = bytes.subarray(4, OLD_HEADER).reduce((sum, it) => sum * 256 + it, 0);
  return { name: `.${plain}`, size, data: bytes.subarray(OLD_HEADER) };
}

/** More than any program has; what claims it is no program. */
const LARGEST = 1 << 28;

/** @returns undefined where the data are damaged */
export function unpack({ data, size }: Compressed): Uint8Array | undefined {
  return size > LARGEST ? undefined : inflate(data, size);
}
