/** Where the bytes of a value are, and how to get at them: memory, a register, a constant, or pieces of each. [DWARF5 §2.6] */

import { hex32 } from '../../shared/hex';
import { bigToBytes } from '../bits';
import type { Location } from '../expression';

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

/** Bytes of a value that are in one place, which can be written. */
export type Fragment =
  | { readonly kind: 'memory'; readonly length: number; readonly address: number }
  | {
      readonly kind: 'register';
      readonly length: number;
      /** x0 to x31. */
      readonly number: number;
      /** The first of its bytes, from its low end. */
      readonly start: number;
    };

/** The bytes of one value, from its first one on. */
export interface Storage {
  /** undefined for what is not in memory in one piece. */
  readonly address: number | undefined;
  /** x0 to x31, where the value starts at the register's low end. */
  readonly register: number | undefined;
  /** Why no byte of it can be read; undefined where some may be. */
  readonly missing: string | undefined;
  read(offset: number, length: number): Uint8Array | Missing;
  /** Bits whose bytes may be known in part; undefined where whole bytes are there or not. */
  readBits?(first: number, count: number): bigint | Missing | undefined;
  /** What the pointer at a byte points to, where it has no address itself. */
  pointee?(offset: number): Storage | undefined;
  /** Where bytes are, in their order; or why they are in no place that can be written. */
  fragments(offset: number, length: number): readonly Fragment[] | Missing;
}

/** Why what the debug information itself holds cannot be written. */
export const IS_CONSTANT = 'it is a constant';

const REGISTER_BYTES = 4;

/** A value of a debugger is looked at by a person: more bytes than this in one read are a mistake. */
const MAX_READ = 1 << 20;

export function isMissing<T extends object>(it: T | Missing): it is Missing {
  return 'missing' in it;
}

export function memoryStorage(address: number, context: StorageContext): Storage {
  return {
    address: address >>> 0,
    register: undefined,
    missing: undefined,
    read: limited((offset, length) => {
      const from = (address + offset) >>> 0;
      const bytes = context.readMemory(from, length);
      return bytes?.length === length ? bytes : { missing: `unreadable memory at ${hex32(from)}` };
    }),
    fragments: (offset, length) => [{ kind: 'memory', length, address: (address + offset) >>> 0 }],
  };
}

/** The part of a value that starts at a byte of it. */
export function partOf(whole: Storage, start: number): Storage {
  if (start === 0) return whole;
  return {
    address: whole.address === undefined ? undefined : (whole.address + start) >>> 0,
    register: undefined,
    missing: whole.missing,
    read: (offset, length) => whole.read(start + offset, length),
    readBits: (first, count) => whole.readBits?.(start * 8 + first, count),
    pointee: offset => whole.pointee?.(start + offset),
    fragments: (offset, length) => whole.fragments(start + offset, length),
  };
}

/** What an entry of .debug_info describes, for pointers that are described by it. */
export type Described = (entry: number) => Storage | undefined;

export function locationStorage(
  location: Location,
  context: StorageContext,
  described?: Described,
): Storage {
  switch (location.kind) {
    case 'memory':
      return memoryStorage(location.address, context);
    case 'register':
      return registerStorage(location.number, context);
    case 'value':
      return constantStorage(location.value, 'it is computed and nowhere stored');
    case 'bytes':
      return bytesStorage(location.bytes, IS_CONSTANT);
    case 'implicitPointer':
      return pointerStorage(location, described);
    case 'unavailable':
      return missingStorage(location.reason);
  }
}

/** [DWARF5 §2.6.1.1.4] */
function pointerStorage(
  { entry, byteOffset }: { readonly entry: number; readonly byteOffset: number },
  described: Described | undefined,
): Storage {
  const nowhere = { missing: 'points to a value that is nowhere in memory' };
  return {
    address: undefined,
    register: undefined,
    missing: undefined,
    read: limited(() => nowhere),
    pointee(offset) {
      const whole = offset === 0 ? described?.(entry) : undefined;
      // What is before a thing is known of memory only.
      if (!whole || (byteOffset < 0 && whole.address === undefined)) return undefined;
      return partOf(whole, byteOffset);
    },
    fragments: () => nowhere,
  };
}

export function missingStorage(reason: string): Storage {
  const missing = { missing: reason };
  return {
    address: undefined,
    register: undefined,
    missing: reason,
    read: limited(() => missing),
    fragments: () => missing,
  };
}

/** A number of any length; a negative one goes on with its sign. */
export function constantStorage(value: bigint, readOnly: string): Storage {
  return {
    address: undefined,
    register: undefined,
    missing: undefined,
    read: limited((offset, length) => bigToBytes(value >> BigInt(offset * 8), length)),
    fragments: () => ({ missing: readOnly }),
  };
}

export function bytesStorage(bytes: Uint8Array, readOnly: string): Storage {
  return {
    address: undefined,
    register: undefined,
    missing: undefined,
    read: limited((offset, length) =>
      offset + length <= bytes.length
        ? bytes.slice(offset, offset + length)
        : { missing: 'only a part of it is recorded' },
    ),
    fragments: () => ({ missing: readOnly }),
  };
}

function registerStorage(number: number, context: StorageContext): Storage {
  const tooLong = { missing: 'more than a register holds' };
  return {
    address: undefined,
    register: number,
    missing: undefined,
    read: limited((offset, length) => {
      const value = context.registers(number);
      if (value === undefined) return { missing: `x${number} is not known in this frame` };
      if (offset + length > REGISTER_BYTES) return tooLong;
      return bigToBytes(BigInt(value >>> 0) >> BigInt(offset * 8), length);
    }),
    fragments: (offset, length) =>
      offset + length > REGISTER_BYTES
        ? tooLong
        : [{ kind: 'register', length, number, start: offset }],
  };
}

type Read = Storage['read'];

/** Nothing is there of no bytes, wherever they are; and no more than sense is read. */
export function limited(read: Read): Read {
  return (offset, length) => {
    if (length === 0) return new Uint8Array();
    if (length > MAX_READ) return { missing: `${length} bytes are too many to read` };
    return read(offset, length);
  };
}
