/** Where the bytes of a value are, and how to get at them: memory, a register, a constant, or pieces of each. [DWARF5 §2.6] */

import { hex32 } from '../../shared/hex';
import { bigToBytes, bytesToBig } from '../bits';
import type { Evaluated, Location, Piece } from '../expression';
import { OPTIMIZED_OUT } from '../expression';

/** What is not there, and why. */
export interface Missing {
  readonly missing: string;
}

/** The stopped program, as far as values need it. */
export interface StorageContext {
  registers(number: number): number | undefined;
  /** Exactly `length` bytes, or undefined. */
  readMemory(address: number, length: number): Uint8Array | undefined;
}

/** The bytes of one value, from its first one on. */
export interface Storage {
  /** undefined for what is not in memory in one piece. */
  readonly address: number | undefined;
  /** x0 to x31, where the value starts at the register's low end. */
  readonly register: number | undefined;
  /** Why nothing can be written there; undefined where it can. */
  readonly readOnly: string | undefined;
  /** Why no byte of it can be read; undefined where some may be. */
  readonly missing: string | undefined;
  read(offset: number, length: number): Uint8Array | Missing;
}

const REGISTER_BYTES = 4;

/** A value of a debugger is looked at by a person: more bytes than this in one read are a mistake. */
const MAX_READ = 1 << 20;

export function isMissing(read: Uint8Array | Missing): read is Missing {
  return 'missing' in read;
}

export function storageOf(evaluated: Evaluated, context: StorageContext): Storage {
  if (evaluated.kind === 'pieces') return piecesStorage(evaluated.pieces, context);
  return locationStorage(evaluated, context);
}

export function memoryStorage(address: number, context: StorageContext): Storage {
  return {
    address: address >>> 0,
    register: undefined,
    readOnly: undefined,
    missing: undefined,
    read: limited((offset, length) => {
      const from = (address + offset) >>> 0;
      const bytes = context.readMemory(from, length);
      return bytes?.length === length ? bytes : { missing: `unreadable memory at ${hex32(from)}` };
    }),
  };
}

/** The part of a value that starts at a byte of it. */
export function partOf(whole: Storage, start: number): Storage {
  if (start === 0) return whole;
  return {
    address: whole.address === undefined ? undefined : (whole.address + start) >>> 0,
    register: undefined,
    readOnly:
      whole.readOnly ?? (whole.address === undefined ? 'it is inside a register' : undefined),
    missing: whole.missing,
    read: (offset, length) => whole.read(start + offset, length),
  };
}

function locationStorage(location: Location, context: StorageContext): Storage {
  switch (location.kind) {
    case 'memory':
      return memoryStorage(location.address, context);
    case 'register':
      return registerStorage(location.number, context);
    case 'value':
      return constantStorage(location.value, 'it is computed and nowhere stored');
    case 'bytes':
      return bytesStorage(location.bytes, 'it is a constant');
    case 'unavailable':
      return missingStorage(location.reason);
  }
}

export function missingStorage(reason: string): Storage {
  return {
    address: undefined,
    register: undefined,
    readOnly: reason,
    missing: reason,
    read: limited(() => ({ missing: reason })),
  };
}

/** A number of any length; a negative one goes on with its sign. */
export function constantStorage(value: bigint, readOnly: string): Storage {
  return {
    address: undefined,
    register: undefined,
    readOnly,
    missing: undefined,
    read: limited((offset, length) => bigToBytes(value >> BigInt(offset * 8), length)),
  };
}

export function bytesStorage(bytes: Uint8Array, readOnly: string): Storage {
  return {
    address: undefined,
    register: undefined,
    readOnly,
    missing: undefined,
    read: limited((offset, length) =>
      offset + length <= bytes.length
        ? bytes.slice(offset, offset + length)
        : { missing: 'only a part of it is recorded' },
    ),
  };
}

function registerStorage(number: number, context: StorageContext): Storage {
  return {
    address: undefined,
    register: number,
    readOnly: undefined,
    missing: undefined,
    read: limited((offset, length) => {
      const value = context.registers(number);
      if (value === undefined) return { missing: `x${number} is not known in this frame` };
      if (offset + length > REGISTER_BYTES) return { missing: 'more than a register holds' };
      return bigToBytes(BigInt(value >>> 0) >> BigInt(offset * 8), length);
    }),
  };
}

/** A part of the value: the bits from `start` on. */
interface Placed {
  readonly start: number;
  readonly end: number;
  readonly bitOffset: number;
  readonly storage: Storage;
}

function piecesStorage(pieces: readonly Piece[], context: StorageContext): Storage {
  const placed: Placed[] = [];
  let start = 0;
  for (const { location, bits, bitOffset } of pieces) {
    const end = start + bits;
    placed.push({ start, end, bitOffset, storage: locationStorage(location, context) });
    start = end;
  }
  return {
    address: undefined,
    register: undefined,
    readOnly: 'it is in several places',
    missing: undefined,
    read: limited((offset, length) => gather(placed, offset * 8, length * 8)),
  };
}

/** Bits of a value that is in pieces, each of which may start within a byte. */
function gather(pieces: readonly Placed[], from: number, bits: number): Uint8Array | Missing {
  const to = from + bits;
  let value = 0n;
  let found = 0;
  for (const { start, end, bitOffset, storage } of pieces) {
    const low = Math.max(start, from);
    const high = Math.min(end, to);
    if (low >= high) continue;
    const first = bitOffset + low - start;
    const firstByte = Math.floor(first / 8);
    const lastByte = Math.ceil((first + high - low) / 8);
    const bytes = storage.read(firstByte, lastByte - firstByte);
    if (isMissing(bytes)) return bytes;
    const part = BigInt.asUintN(high - low, bytesToBig(bytes) >> BigInt(first - firstByte * 8));
    value |= part << BigInt(low - from);
    found += high - low;
  }
  // Compilers leave out the pieces at the end that are nowhere.
  return found === bits ? bigToBytes(value, bits / 8) : { missing: OPTIMIZED_OUT };
}

type Read = Storage['read'];

/** Nothing is there of no bytes, wherever they are; and no more than sense is read. */
function limited(read: Read): Read {
  return (offset, length) => {
    if (length === 0) return new Uint8Array();
    if (length > MAX_READ) return { missing: `${length} bytes are too many to read` };
    return read(offset, length);
  };
}
