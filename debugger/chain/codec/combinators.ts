/**
 * Small byte codecs that compose into whole formats: the declaration is the format, and the type follows from it.
 * Integers are little-endian. Reading refuses with a place and a reason; writing a value that the format cannot
 * hold is our own mistake.
 */

import { ByteReader } from '../../shared/byteReader';
import { ByteWriter } from '../../shared/byteWriter';
import { InvariantError } from '../../shared/errors';
import { spelledText } from '../../shared/utf8';
import { ADDRESS_BYTES, NO_INDEX } from '../abi.generated';
import type { Address } from '../address';
import { addressAt, addressToBytes } from '../address';

const encoder = new TextEncoder();
const lenient = new TextDecoder();

export interface Codec<T> {
  write(w: ByteWriter, value: T): void;
  read(r: ByteReader): T;
}

export type TypeOf<C> = C extends Codec<infer T> ? T : never;

export function encode<T>(codec: Codec<T>, value: T): Uint8Array {
  return encodeFor(codec, value, w => w.finish());
}

/** In which records are put together; undefined while one is. */
let room: Uint8Array | undefined = new Uint8Array(4096);

/** Encodes for one reader alone, who need not keep the bytes: `use` gets them where they were written. */
export function encodeFor<T, U>(codec: Codec<T>, value: T, use: (w: ByteWriter) => U): U {
  const mine = room;
  room = undefined;
  try {
    const w = new ByteWriter(mine);
    codec.write(w, value);
    return use(w);
  } finally {
    room = mine;
  }
}

/** Reads one value that fills `bytes` to the end: a value has exactly one encoding. */
export function decode<T>(codec: Codec<T>, bytes: Uint8Array, source: string): T {
  const r = new ByteReader(bytes, source);
  const value = codec.read(r);
  if (!r.atEnd) r.fail('trailing-bytes', `${r.remaining} left over`);
  return value;
}

export const u8 = integer(
  8,
  (w, v) => w.u8(v),
  r => r.u8(),
);
export const u32 = integer(
  32,
  (w, v) => w.u32(v),
  r => r.u32(),
);
export const u64 = bigInteger(
  64n,
  (w, v) => w.u64(v),
  r => r.u64(),
);
export const u128 = bigInteger(
  128n,
  (w, v) => w.u128(v),
  r => r.u128(),
);

/** One byte, 0 or 1 and nothing else. */
export const bool: Codec<boolean> = {
  write: (w, value) => w.u8(value ? 1 : 0),
  read: r => flag(r, r.offset, r.u8()),
};

/** The same as a 32-bit word. */
export const bool32: Codec<boolean> = {
  write: (w, value) => w.u32(value ? 1 : 0),
  read: r => flag(r, r.offset, r.u32()),
};

/** A length as u32, then that many bytes, at most `limit`. */
export function bytes(limit = 0xffffffff): Codec<Uint8Array> {
  return {
    write: (w, value) => {
      if (value.length > limit) throw new InvariantError(`${value.length} bytes, at most ${limit}`);
      w.counted(value);
    },
    read: r => {
      const start = r.offset;
      const length = r.u32();
      if (length > limit) failAt(r, start, 'too-long', `${length} bytes, at most ${limit}`);
      return r.copy(length);
    },
  };
}

export function fixedBytes(length: number): Codec<Uint8Array> {
  return {
    write: (w, value) => {
      if (value.length !== length) throw new InvariantError(`${value.length} bytes, not ${length}`);
      w.raw(value);
    },
    read: r => r.copy(length),
  };
}

/** A length as u32, then UTF-8, strictly. */
export const text: Codec<string> = {
  write: (w, value) => w.counted(encoder.encode(value)),
  read: r => {
    const start = r.offset;
    const length = r.u32();
    const from = r.skip(length);
    try {
      return spelledText(r.bytes, from, from + length);
    } catch {
      return failAt(r, start, 'not-utf-8');
    }
  },
};

/** The same for text that nobody promised to be UTF-8: what is not becomes U+FFFD. */
export const lenientText: Codec<string> = {
  write: text.write,
  read: r => lenient.decode(r.slice(r.u32())),
};

export const address: Codec<Address> = {
  write: (w, value) => w.raw(addressToBytes(value)),
  read: r => addressAt(r.bytes, r.skip(ADDRESS_BYTES)),
};

/** A count as u32, then the items. The count is not trusted: nothing is reserved for it. */
export function list<T>(item: Codec<T>): Codec<readonly T[]> {
  return {
    write: (w, value) => {
      w.u32(value.length);
      for (const it of value) item.write(w, it);
    },
    read: r => {
      const count = r.u32();
      const items: T[] = [];
      for (let at = 0; at < count; at++) items.push(item.read(r));
      return items;
    },
  };
}

/** A list whose keys ascend strictly, so that a set of items has one encoding. */
export function ascending<T, K>(
  item: Codec<T>,
  keyOf: (item: T) => K,
  compare: (a: K, b: K) => number,
): Codec<readonly T[]> {
  return {
    write: (w, value) => {
      list(item).write(
        w,
        [...value].sort((a, b) => compare(keyOf(a), keyOf(b))),
      );
    },
    read: r => {
      let before: K | undefined;
      const inOrder: Codec<T> = {
        write: item.write,
        read: () => {
          const start = r.offset;
          const value = item.read(r);
          const key = keyOf(value);
          if (before !== undefined && compare(before, key) >= 0) {
            failAt(r, start, 'not-ascending', String(key));
          }
          before = key;
          return value;
        },
      };
      return list(inOrder).read(r);
    },
  };
}

/** A u32 length, then one item that fills it exactly. */
export function sized<T>(item: Codec<T>): Codec<T> {
  return {
    write: (w, value) => w.counted(encode(item, value)),
    read: r => {
      const start = r.offset;
      const length = r.u32();
      const end = r.offset + length;
      if (length > r.remaining) r.fail('truncated', `${length} bytes wanted, ${r.remaining} left`);
      const value = item.read(r);
      if (r.offset !== end)
        failAt(r, start, 'wrong-length', `${length} announced, ${length + r.offset - end} used`);
      return value;
    },
  };
}

/** A tag of one byte; the index in the list is the tag, so the list is append only. */
export function oneOf<Name extends string>(...names: readonly Name[]): Codec<Name> {
  return tagged(u8, names);
}

/** The same with a tag of four bytes. */
export function oneOf32<Name extends string>(...names: readonly Name[]): Codec<Name> {
  return tagged(u32, names);
}

/** A value that is there or not: a word 1 or 0 before it. */
export function optional<T>(item: Codec<T>): Codec<T | undefined> {
  return {
    write: (w, value) => {
      bool32.write(w, value !== undefined);
      if (value !== undefined) item.write(w, value);
    },
    read: r => (bool32.read(r) ? item.read(r) : undefined),
  };
}

/** A number of which one value stands for none. */
export const optionalIndex: Codec<number | undefined> = {
  write: (w, value) => w.u32(value ?? NO_INDEX),
  read: r => {
    const value = r.u32();
    return value === NO_INDEX ? undefined : value;
  },
};

/** A word that must have this value, such as a version. */
export function constant32(expected: number): Codec<number> {
  return {
    write: w => w.u32(expected),
    read: r => {
      const start = r.offset;
      const value = r.u32();
      if (value !== expected) failAt(r, start, 'unexpected-constant', `${value}, not ${expected}`);
      return value;
    },
  };
}

/** An item, and behind it zero bytes that nothing uses yet. */
export function padded<T>(item: Codec<T>, length: number): Codec<T> {
  return {
    write: (w, value) => {
      item.write(w, value);
      w.raw(new Uint8Array(length));
    },
    read: r => {
      const value = item.read(r);
      const start = r.offset;
      if (r.slice(length).some(it => it !== 0)) failAt(r, start, 'reserved-not-zero');
      return value;
    },
  };
}

/** Fields one after another, in the order in which they are declared. */
export function struct<T extends object>(fields: {
  readonly [K in keyof T]: Codec<T[K]>;
}): Codec<Readonly<T>> {
  const named = Object.entries<Codec<T[keyof T]>>(fields).map(
    ([name, codec]) => ({ name: name as keyof T, codec }) as const,
  );
  // Copied by each reading: an object that has all its fields takes their values sooner than one that gets them one by one.
  const empty: Partial<T> = {};
  for (const { name } of named) empty[name] = undefined;
  return {
    write: (w, value) => {
      for (const { name, codec } of named) codec.write(w, value[name]);
    },
    read: r => {
      const value: Partial<T> = { ...empty };
      for (const { name, codec } of named) value[name] = codec.read(r);
      return value as T;
    },
  };
}

/**
 * The same format, with its reading spelled out field by field, in the same order. A host's compiler makes some two nanoseconds a
 * field of that, where it needs seventy for names that it does not know: for the records that each transaction has many of.
 */
export function readBy<T>({ write }: Codec<T>, read: (r: ByteReader) => T): Codec<T> {
  return { write, read };
}

/** The same bytes as another type. `from` may refuse through the reader. */
export function mapped<A, B>(
  inner: Codec<A>,
  to: (value: B) => A,
  from: (value: A, r: ByteReader) => B,
): Codec<B> {
  return {
    write: (w, value) => inner.write(w, to(value)),
    read: r => from(inner.read(r), r),
  };
}

/** Fails at the start of the item that is wrong, not where reading stopped. */
function failAt(r: ByteReader, start: number, code: string, detail?: string): never {
  r.offset = start;
  return r.fail(code, detail);
}

function integer(
  bits: number,
  put: (w: ByteWriter, value: number) => void,
  take: (r: ByteReader) => number,
): Codec<number> {
  return {
    write: (w, value) => {
      if (!Number.isInteger(value) || value < 0 || value >= 2 ** bits) {
        throw new InvariantError(`${value} is not an unsigned number of ${bits} bits`);
      }
      put(w, value);
    },
    read: take,
  };
}

function bigInteger(
  bits: bigint,
  put: (w: ByteWriter, value: bigint) => void,
  take: (r: ByteReader) => bigint,
): Codec<bigint> {
  return {
    write: (w, value) => {
      if (value < 0n || value >> bits !== 0n) {
        throw new InvariantError(`${value} is not an unsigned number of ${bits} bits`);
      }
      put(w, value);
    },
    read: take,
  };
}

function tagged<Name extends string>(tag: Codec<number>, names: readonly Name[]): Codec<Name> {
  return {
    write: (w, value) => {
      const index = names.indexOf(value);
      if (index < 0) throw new InvariantError(`${value} is none of ${names.join(', ')}`);
      tag.write(w, index);
    },
    read: r => {
      const start = r.offset;
      const index = tag.read(r);
      return (
        names[index] ??
        failAt(r, start, 'unknown-tag', `${index}, known are 0 to ${names.length - 1}`)
      );
    },
  };
}

function flag(r: ByteReader, start: number, value: number): boolean {
  if (value > 1) failAt(r, start, 'not-a-flag', `${value}, neither 0 nor 1`);
  return value === 1;
}
