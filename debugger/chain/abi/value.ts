/** Values of the ABI's types, and how they read to a person. */

import { bytesToHex } from '../../shared/hex';
import type { Address } from '../address';
import { formatAddress } from '../address';

export type Value =
  | bigint
  | boolean
  | string
  | Uint8Array
  | { readonly address: Address }
  | ListValue
  | TupleValue
  | OptionValue
  | StructValue;

/** Of a list or an array. */
export interface ListValue {
  readonly items: readonly Value[];
}

export interface TupleValue {
  readonly tuple: readonly Value[];
}

export interface OptionValue {
  /** undefined for `None`. */
  readonly option: Value | undefined;
}

/** A struct, or a variant of an enum. */
export interface StructValue {
  /** Of the struct, or of the variant. */
  readonly name: string;
  readonly fields: readonly NamedValue[];
}

export interface NamedValue {
  /** The place, from 0, where Rust has no name. */
  readonly name: string;
  readonly value: Value;
}

export type Labels = ReadonlyMap<Address, string>;

export const UNIT: TupleValue = { tuple: [] };

/**
 * As Rust would print it, on one line: an address by its label, a number in decimal, bytes in hexadecimal, a string
 * in quotes, `Some(1)`, `Order { side: Buy, price: 5 }`.
 */
export function formatValue(value: Value, labels?: Labels): string {
  const format = (it: Value): string => formatValue(it, labels);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return String(value);
  if (value instanceof Uint8Array) return `0x${bytesToHex(value)}`;
  if ('address' in value) return formatAddress(value.address, labels);
  if ('items' in value) return `[${value.items.map(format).join(', ')}]`;
  if ('tuple' in value) return formatTuple(value.tuple.map(format));
  if ('option' in value)
    return value.option === undefined ? 'None' : `Some(${format(value.option)})`;
  return formatStruct(value, format);
}

function formatTuple(items: readonly string[]): string {
  return items.length === 1 ? `(${items.join()},)` : `(${items.join(', ')})`;
}

function formatStruct({ name, fields }: StructValue, format: (it: Value) => string): string {
  if (fields.length === 0) return name;
  if (isPositional(fields)) return `${name}(${fields.map(it => format(it.value)).join(', ')})`;
  return `${name} { ${fields.map(it => `${it.name}: ${format(it.value)}`).join(', ')} }`;
}

/** Whether fields have places instead of names: `NotOwner(alice)`. */
export function isPositional(fields: readonly { readonly name: string }[]): boolean {
  return fields.every((it, at) => it.name === String(at));
}
