/** Values of the ABI's types: as bytes, from JSON, and as text for a person. */

import { bytesToHex, hexToBytes } from '../../shared/hex';
import type { Address } from '../address';
import { addressFromBytes, addressToBytes, formatAddress, parseAddress } from '../address';
import type { ValueType } from './valueType';
import { typeName, typeSize } from './valueType';

export type Value = bigint | boolean | string | Uint8Array | { readonly address: Address };

/** What a JSON file can say. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A sentence on why a value is not of its type, and what would be right. */
export interface Refusal {
  readonly refusal: string;
}

export type Labels = ReadonlyMap<Address, string>;

/**
 * Reads what a person wrote for a value of this type.
 * Numbers are JSON numbers or, since JSON is exact only to 2^53, decimal or 0x strings.
 */
export function valueFromJson(
  type: ValueType,
  json: Json,
  addressOf: (text: string) => Address | undefined,
): Value | Refusal {
  switch (type.kind) {
    case 'address': {
      const address = typeof json === 'string' ? addressOf(json) : undefined;
      return address === undefined
        ? refuse(type, json, 'a label of this scenario or 40 hexadecimal digits')
        : { address };
    }
    case 'bool':
      return typeof json === 'boolean' ? json : refuse(type, json, 'true or false');
    case 'uint':
    case 'int':
      return integerFromJson(type, json);
    case 'string':
      return typeof json === 'string' ? json : refuse(type, json, 'a string');
    case 'bytes':
    case 'fixedBytes': {
      const bytes = typeof json === 'string' ? hexToBytes(json) : undefined;
      const wanted = typeSize(type);
      if (bytes === undefined) return refuse(type, json, 'a string of hexadecimal bytes');
      return wanted === undefined || wanted === bytes.length
        ? bytes
        : refuse(type, json, `${wanted} bytes, not ${bytes.length}`);
    }
  }
}

export function isRefusal(value: Value | Refusal): value is Refusal {
  return typeof value === 'object' && 'refusal' in value;
}

/** Little-endian, without a length. [avm.md 6.5] */
export function valueToBytes(type: ValueType, value: Value): Uint8Array {
  if (typeof value === 'boolean') return Uint8Array.of(value ? 1 : 0);
  if (typeof value === 'string') return new TextEncoder().encode(value);
  if (typeof value === 'bigint') return integerToBytes(value, typeSize(type) ?? 0);
  return value instanceof Uint8Array ? value : addressToBytes(value.address);
}

/** The value of exactly these bytes; undefined where they cannot be one. */
export function valueFromBytes(type: ValueType, bytes: Uint8Array): Value | undefined {
  const size = typeSize(type);
  if (size !== undefined && bytes.length !== size) return undefined;
  switch (type.kind) {
    case 'address': {
      const address = addressFromBytes(bytes);
      return address && { address };
    }
    case 'bool': {
      const byte = bytes[0] ?? 0;
      return byte > 1 ? undefined : byte === 1;
    }
    case 'uint':
      return integerFromBytes(bytes);
    case 'int':
      return BigInt.asIntN(type.bits, integerFromBytes(bytes));
    case 'string':
      return new TextDecoder().decode(bytes);
    case 'bytes':
    case 'fixedBytes':
      return bytes;
  }
}

/** An address by its label, a number in decimal, bytes in hexadecimal, a string in quotes. */
export function formatValue(value: Value, labels?: Labels): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Uint8Array) return `0x${bytesToHex(value)}`;
  if (typeof value === 'object') return formatAddress(value.address, labels);
  return String(value);
}

export function sameValue(type: ValueType, a: Value, b: Value): boolean {
  return bytesToHex(valueToBytes(type, a)) === bytesToHex(valueToBytes(type, b));
}

/** Bytes as one unsigned number, least significant first. */
export function integerFromBytes(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let at = bytes.length - 1; at >= 0; at--) value = (value << 8n) | BigInt(bytes[at] ?? 0);
  return value;
}

/** A label or 40 hexadecimal digits. */
export function addressResolver(
  labels: ReadonlyMap<string, Address>,
): (text: string) => Address | undefined {
  return text => labels.get(text) ?? parseAddress(text);
}

/** A JSON number that is exact, or a decimal or 0x string. */
export function bigintFromJson(json: Json): bigint | undefined {
  if (typeof json === 'number') return Number.isSafeInteger(json) ? BigInt(json) : undefined;
  if (typeof json !== 'string') return undefined;
  const digits = json.replaceAll('_', '');
  return /^(-?\d+|0x[0-9a-fA-F]+)$/.test(digits) ? BigInt(digits) : undefined;
}

function integerFromJson(
  type: ValueType & { readonly kind: 'uint' | 'int' },
  json: Json,
): bigint | Refusal {
  const value = bigintFromJson(json);
  if (value === undefined) {
    const why = typeof json === 'number' ? 'a string, since JSON keeps only 53 bits' : 'a number';
    return refuse(type, json, `${why}, such as 42 or "42"`);
  }
  const low = type.kind === 'uint' ? 0n : -(1n << BigInt(type.bits - 1));
  const high = type.kind === 'uint' ? 1n << BigInt(type.bits) : 1n << BigInt(type.bits - 1);
  return value >= low && value < high ? value : refuse(type, json, `from ${low} to ${high - 1n}`);
}

function integerToBytes(value: bigint, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) =>
    Number(BigInt.asUintN(8, value >> BigInt(8 * at))),
  );
}

function refuse(type: ValueType, json: Json, right: string): Refusal {
  return { refusal: `${JSON.stringify(json)} is not of type ${typeName(type)}: ${right}` };
}
