/** Storage slots for a person: `P:<hex name>` is a struct, `<Map>:<hex key>` an entry of a map. [avm.md 5.6] */

import { bytesToHex, hexToBytes } from '../../shared/hex';
import { ADDRESS_BYTES } from '../abi.generated';
import type { Address } from '../address';
import { addressFromBytes, formatAddress } from '../address';
import type { ContractAbi, StructAbi } from './contractAbi';
import type { DecodedField } from './events';
import type { Labels } from './value';
import { formatValue, integerFromBytes, valueFromBytes } from './value';
import type { ValueType } from './valueType';
import { typeAlignment, typeName, typeSize } from './valueType';

/** Domain of every `persist_struct!`. */
const STRUCT_DOMAIN = 'P';
/** A declaration is only text: one that contains itself must not be followed for ever. */
const MAX_NESTING = 8;
const INTEGER_SIZES = new Set([1, 2, 4, 8, 16]);

export interface DecodedSlot {
  readonly domain: string;
  /** `Metadata`, `Balances[alice]`, `Allowances[alice, bob]`; the raw key where it says nothing. */
  readonly label: string;
  /** Fields of a struct; undefined where the slot is none that the ABI knows. */
  readonly fields: readonly DecodedField[] | undefined;
  /** The whole value as a number, where its size is one of an integer's and it is no known struct. */
  readonly integer: bigint | undefined;
  /** The value in one line. */
  readonly text: string;
}

export function decodeStorage(
  abi: ContractAbi,
  key: string,
  value: Uint8Array,
  labels?: Labels,
): DecodedSlot {
  const colon = key.indexOf(':');
  const domain = colon < 0 ? '' : key.slice(0, colon);
  const keyBytes = colon < 0 ? undefined : hexToBytes(key.slice(colon + 1));
  if (domain === STRUCT_DOMAIN && keyBytes !== undefined) {
    const name = printable(keyBytes);
    const struct = abi.structs.find(it => it.name === name);
    const fields = struct && decodeStruct(abi, struct, value);
    const label = name ?? key;
    if (fields === undefined) return { domain, label, ...plain(value) };
    const parts = fields.map(it => `${it.name}: ${formatValue(it.value, labels)}`);
    return { domain, label, fields, integer: undefined, text: `{ ${parts.join(', ')} }` };
  }
  const label = keyBytes === undefined ? key : `${domain}[${formatMapKey(keyBytes, labels)}]`;
  return { domain, label, ...plain(value) };
}

/** Reads the memory of a repr(C) struct, structs inside it as `outer.inner`; undefined where its size is another. */
export function decodeStruct(
  abi: ContractAbi,
  struct: StructAbi,
  value: Uint8Array,
): DecodedField[] | undefined {
  const layout = layoutOf(abi, struct, 0);
  if (layout?.size !== value.length) return undefined;
  const fields: DecodedField[] = [];
  for (const { name, type, offset, size } of layout.fields) {
    const field = valueFromBytes(type, value.subarray(offset, offset + size));
    if (field === undefined) return undefined;
    fields.push({ name, type, typeName: typeName(type), value: field });
  }
  return fields;
}

interface Layout {
  readonly size: number;
  readonly alignment: number;
  readonly fields: readonly PlacedField[];
}

interface PlacedField {
  readonly name: string;
  readonly type: ValueType;
  readonly offset: number;
  readonly size: number;
}

/** undefined where a field's type is unknown, has no fixed size, or contains itself. */
function layoutOf(abi: ContractAbi, struct: StructAbi, depth: number): Layout | undefined {
  if (depth > MAX_NESTING) return undefined;
  const fields: PlacedField[] = [];
  let end = 0;
  let alignment = 1;
  for (const { name, type, typeName: spelled } of struct.fields) {
    const inner = abi.structs.find(it => it.name === spelled);
    const nested = inner && layoutOf(abi, inner, depth + 1);
    const size = type === undefined ? nested?.size : typeSize(type);
    if (size === undefined) return undefined;
    const own = type === undefined ? (nested?.alignment ?? 1) : typeAlignment(type);
    const offset = roundUp(end, own);
    if (type !== undefined) fields.push({ name, type, offset, size });
    for (const it of nested?.fields ?? []) {
      fields.push({ ...it, name: `${name}.${it.name}`, offset: offset + it.offset });
    }
    end = offset + size;
    alignment = Math.max(alignment, own);
  }
  return { size: roundUp(end, alignment), alignment, fields };
}

/** Labels that a key may be given in a scenario: each part an address label, `0x` digits or text. */
function formatMapKey(key: Uint8Array, labels: Labels | undefined): string {
  const count = key.length / ADDRESS_BYTES;
  if (count !== 1 && count !== 2) return printable(key) ?? `0x${bytesToHex(key)}`;
  const parts = Array.from({ length: count }, (_, at) =>
    addressFromBytes(key.subarray(at * ADDRESS_BYTES, (at + 1) * ADDRESS_BYTES)),
  );
  return parts.map(it => formatAddress(it as Address, labels)).join(', ');
}

function plain(value: Uint8Array): Pick<DecodedSlot, 'fields' | 'integer' | 'text'> {
  const integer = INTEGER_SIZES.has(value.length) ? integerFromBytes(value) : undefined;
  return { fields: undefined, integer, text: integer?.toString() ?? `0x${bytesToHex(value)}` };
}

function printable(bytes: Uint8Array): string | undefined {
  const text = String.fromCharCode(...bytes);
  return /^[\x20-\x7e]+$/.test(text) ? text : undefined;
}

function roundUp(value: number, alignment: number): number {
  return Math.ceil(value / alignment) * alignment;
}
