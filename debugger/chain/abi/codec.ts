/**
 * Values as bytes, in the two layouts that contracts use: Borsh (https://borsh.io), and aVM's packed fields, which are
 * the same without counts. Integers are little-endian, fields follow each other without padding.
 */

import type { Address } from '../address';
import { addressFromBytes, addressToBytes } from '../address';
import { ADDRESS_BYTES } from '../abi.generated';
import type { Field, TypeAbi, ValueLayout, VariantAbi } from './contractAbi';
import type { NamedValue, StructValue, Value } from './value';
import type { ValueType } from './valueType';
import { isUnit } from './valueType';

/** What bytes mean: the layout, and the structs and enums that types name. */
export interface Codec {
  readonly layout: ValueLayout;
  readonly types: readonly TypeAbi[];
}

export const BORSH: Codec = { layout: 'borsh', types: [] };
export const PACKED: Codec = { layout: 'packed', types: [] };

/** A declaration is only text: one that contains itself must not be followed for ever. */
const MAX_DEPTH = 64;
/** Bytes are from strangers: four of them can promise four billion items of nothing. */
const MAX_VALUES = 1 << 20;

/**
 * The bytes of a value.
 *
 * @returns undefined where the value is not of the type, or the layout has no place for it: packed bytes have no
 * lists, options or enums
 */
export function encodeValue(codec: Codec, type: ValueType, value: Value): Uint8Array | undefined {
  const out: number[] = [];
  return write({ ...codec, out }, type, value) ? Uint8Array.from(out) : undefined;
}

/** The value of exactly these bytes; undefined where they cannot be one. */
export function decodeValue(codec: Codec, type: ValueType, bytes: Uint8Array): Value | undefined {
  const [value] = decodeValues(codec, [type], bytes) ?? [];
  return value;
}

/** Values that follow each other and fill the bytes exactly. A type that is not known ends it: undefined. */
export function decodeValues(
  codec: Codec,
  types: readonly (ValueType | undefined)[],
  bytes: Uint8Array,
): readonly Value[] | undefined {
  const reader = new ValueReader(codec, bytes);
  const values: Value[] = [];
  for (const type of types) {
    const value = type && reader.read(type, 0);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return reader.isAtEnd() ? values : undefined;
}

/** By value, not by identity: both as their bytes. */
export function sameValue(codec: Codec, type: ValueType, a: Value, b: Value): boolean {
  const [first, second] = [encodeValue(codec, type, a), encodeValue(codec, type, b)];
  if (first === undefined || first.length !== second?.length) return false;
  return first.every((it, at) => it === second[at]);
}

/** Bytes as one unsigned number, least significant first. */
export function integerFromBytes(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let at = bytes.length - 1; at >= 0; at--) value = (value << 8n) | BigInt(bytes[at] ?? 0);
  return value;
}

interface Out extends Codec {
  readonly out: number[];
}

function write(to: Out, type: ValueType, value: Value): boolean {
  switch (type.kind) {
    case 'bool':
      return typeof value === 'boolean' && append(to, [value ? 1 : 0]);
    case 'uint':
    case 'int':
      return typeof value === 'bigint' && append(to, integerToBytes(value, type.bits / 8));
    case 'string':
      return typeof value === 'string' && delimited(to, new TextEncoder().encode(value));
    case 'bytes':
      return value instanceof Uint8Array && delimited(to, value);
    case 'fixedBytes':
      return value instanceof Uint8Array && value.length === type.length && append(to, value);
    default:
      return (
        typeof value === 'object' && !(value instanceof Uint8Array) && writeParts(to, type, value)
      );
  }
}

/** Values that are made of others, and addresses. */
function writeParts(to: Out, type: ValueType, value: Exclude<Value & object, Uint8Array>): boolean {
  switch (type.kind) {
    case 'address':
      return 'address' in value && append(to, addressToBytes(value.address));
    case 'list':
      if (to.layout === 'packed' || !('items' in value)) return false;
      append(to, count(value.items.length));
      return value.items.every(it => write(to, type.item, it));
    case 'array':
      return (
        'items' in value &&
        value.items.length === type.length &&
        value.items.every(it => write(to, type.item, it))
      );
    case 'tuple':
      return (
        'tuple' in value &&
        value.tuple.length === type.items.length &&
        type.items.every((it, at) => writeIf(to, it, value.tuple[at]))
      );
    case 'option':
      if (to.layout === 'packed' || !('option' in value)) return false;
      append(to, [value.option === undefined ? 0 : 1]);
      return value.option === undefined || write(to, type.item, value.option);
    case 'named':
      return 'fields' in value && writeNamed(to, type.name, value);
    default:
      return false;
  }
}

function writeIf(to: Out, type: ValueType | undefined, value: Value | undefined): boolean {
  return type !== undefined && value !== undefined && write(to, type, value);
}

function writeNamed(to: Out, name: string, value: StructValue): boolean {
  const declared = to.types.find(it => it.name === name);
  if (declared === undefined) return false;
  if (declared.kind === 'struct') return writeFields(to, declared.fields, value);
  const index = declared.variants.findIndex(it => it.name === value.name);
  const variant = declared.variants[index];
  if (variant === undefined || to.layout === 'packed') return false;
  append(to, [index]);
  return writeFields(to, variant.fields, value);
}

function writeFields(to: Out, fields: readonly Field[], { fields: given }: StructValue): boolean {
  return fields.every(({ name, type }) =>
    writeIf(to, type, given.find(it => it.name === name)?.value),
  );
}

function delimited(to: Out, bytes: Uint8Array): boolean {
  if (to.layout === 'borsh') append(to, count(bytes.length));
  return append(to, bytes);
}

function append({ out }: Out, bytes: Iterable<number>): true {
  for (const it of bytes) out.push(it);
  return true;
}

function count(length: number): Uint8Array {
  return integerToBytes(BigInt(length), 4);
}

function integerToBytes(value: bigint, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) =>
    Number(BigInt.asUintN(8, value >> BigInt(8 * at))),
  );
}

/** Takes values from the front of bytes; undefined where they are none. */
class ValueReader {
  #at = 0;
  #values = 0;

  constructor(
    private readonly codec: Codec,
    private readonly bytes: Uint8Array,
  ) {}

  isAtEnd(): boolean {
    return this.#at === this.bytes.length;
  }

  read(type: ValueType, depth: number): Value | undefined {
    if (depth > MAX_DEPTH || ++this.#values > MAX_VALUES) return undefined;
    switch (type.kind) {
      case 'address':
        return this.#address();
      case 'bool':
        return this.#flag();
      case 'uint':
      case 'int':
        return this.#integer(type.kind, type.bits);
      case 'fixedBytes':
        return this.#take(type.length);
      case 'bytes':
        return this.#take(this.#count());
      case 'string':
        return text(this.#take(this.#count()));
      case 'array':
        return this.#items(type.item, type.length, depth);
      case 'tuple':
        return this.#tuple(type.items, depth);
      case 'named':
        return this.#named(type.name, depth);
      // Nothing says in packed bytes how many there are.
      case 'list':
        return this.#isPacked ? undefined : this.#items(type.item, this.#count(), depth);
      case 'option':
        return this.#isPacked ? undefined : this.#option(type.item, depth);
    }
  }

  get #isPacked(): boolean {
    return this.codec.layout === 'packed';
  }

  #take(length: number | undefined): Uint8Array | undefined {
    if (length === undefined || length > this.bytes.length - this.#at) return undefined;
    return this.bytes.subarray(this.#at, (this.#at += length));
  }

  /** How many follow: the rest, where nothing says. */
  #count(): number | undefined {
    if (this.#isPacked) return this.bytes.length - this.#at;
    const bytes = this.#take(4);
    return bytes && Number(integerFromBytes(bytes));
  }

  #address(): { address: Address } | undefined {
    const bytes = this.#take(ADDRESS_BYTES);
    const address = bytes && addressFromBytes(bytes);
    return address && { address };
  }

  #flag(): boolean | undefined {
    const [byte] = this.#take(1) ?? [];
    return byte === undefined || byte > 1 ? undefined : byte === 1;
  }

  #integer(kind: 'uint' | 'int', bits: number): bigint | undefined {
    const bytes = this.#take(bits / 8);
    if (bytes === undefined) return undefined;
    const value = integerFromBytes(bytes);
    return kind === 'uint' ? value : BigInt.asIntN(bits, value);
  }

  #items(type: ValueType, length: number | undefined, depth: number): Value | undefined {
    if (length === undefined || length > MAX_VALUES) return undefined;
    // The guest takes no list of more than one thing without bytes either.
    if (isUnit(type) && length > 1) return undefined;
    const items: Value[] = [];
    while (items.length < length) {
      const item = this.read(type, depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return { items };
  }

  #tuple(types: readonly ValueType[], depth: number): Value | undefined {
    const tuple: Value[] = [];
    for (const type of types) {
      const item = this.read(type, depth + 1);
      if (item === undefined) return undefined;
      tuple.push(item);
    }
    return { tuple };
  }

  #option(type: ValueType, depth: number): Value | undefined {
    const isSome = this.#flag();
    if (isSome !== true) return isSome === undefined ? undefined : { option: undefined };
    const option = this.read(type, depth + 1);
    return option === undefined ? undefined : { option };
  }

  #named(name: string, depth: number): StructValue | undefined {
    const declared = this.codec.types.find(it => it.name === name);
    if (declared === undefined) return undefined;
    if (declared.kind === 'struct') return this.#fields(declared, depth);
    const [index] = this.#isPacked ? [] : (this.#take(1) ?? []);
    const variant = index === undefined ? undefined : declared.variants[index];
    return variant && this.#fields(variant, depth);
  }

  #fields({ name, fields }: VariantAbi, depth: number): StructValue | undefined {
    const read: NamedValue[] = [];
    for (const { name: field, type } of fields) {
      const value = type && this.read(type, depth + 1);
      if (value === undefined) return undefined;
      read.push({ name: field, value });
    }
    return { name, fields: read };
  }
}

/** undefined where the bytes are no UTF-8: the guest would not take them. */
function text(bytes: Uint8Array | undefined): string | undefined {
  try {
    return bytes && new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
