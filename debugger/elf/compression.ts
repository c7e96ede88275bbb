/** Sections that are compressed, as debug information may be. [gABI ch. 4, Section Compression] */

import { ByteReader } from '../shared/byteReader';
import { MalformedInput } from '../shared/errors';
import * as elf from './constants';
import { inflate } from './inflate';
import { unzstd } from './zstd/unzstd';

export interface Compressed {
  readonly how: 'zlib' | 'Zstandard';
  /** Stands before what comes out in its first place. */
  readonly data: ByteReader;
  /** In bytes, of what is to come out. */
  readonly size: number;
}

const METHODS: Readonly<Record<number, Compressed['how']>> = {
  [elf.ELFCOMPRESS_ZLIB]: 'zlib',
  [elf.ELFCOMPRESS_ZSTD]: 'Zstandard',
};

/** @returns a reason where the bytes cannot be read */
export function readCompressed(bytes: Uint8Array, name: string): Compressed | string {
  if (bytes.length < elf.CHDR_SIZE) return 'says it is compressed, and has no header for that';
  const r = new ByteReader(bytes, name);
  const type = r.u32();
  const size = r.u32();
  const how = METHODS[type];
  if (how === undefined) {
    return `is compressed in an unknown way (${type}); build with --compress-debug-sections=zlib, or without`;
  }
  r.offset = elf.CHDR_SIZE;
  return { how, size, data: r };
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
  return { name: `.${plain}`, how: 'zlib', size, data: new ByteReader(bytes, name, OLD_HEADER) };
}

/** More than any program has; what claims it is no program. */
const LARGEST = 1 << 28;

/** @returns a reason where the data are damaged */
export function unpack({ how, data, size }: Compressed): Uint8Array | string {
  if (size > LARGEST) return `is to be ${size} bytes, which is more than is read`;
  const from = data.offset;
  try {
    return unpackers[how](data, size);
  } catch (error) {
    if (!(error instanceof MalformedInput)) throw error;
    return `is compressed by ${how}, and damaged: ${error.message}`;
  } finally {
    data.offset = from;
  }
}

const unpackers: Readonly<
  Record<Compressed['how'], (data: ByteReader, size: number) => Uint8Array>
> = {
  zlib: (data, size) => inflate(data.bytes.subarray(data.offset), size) ?? data.fail('bad-data'),
  Zstandard: unzstd,
};
