/** Storage slots for a person. A key is `<domain>:<hex digits>`. [avm.md 5.6] */

import { bytesToHex, hexToBytes } from '../../shared/hex';
import { ADDRESS_BYTES } from '../abi.generated';
import type { Address } from '../address';
import { addressFromBytes, formatAddress } from '../address';
import type { Codec } from './codec';
import { BORSH, decodeValue, integerFromBytes } from './codec';
import type { ContractAbi, StorageAbi, StructAbi } from './contractAbi';
import type { DecodedField } from './events';
import { decodeStruct } from './reprC';
import type { Labels, Value } from './value';
import { formatValue } from './value';
import type { ValueType } from './valueType';
import { typeName } from './valueType';

/** Domain of every `persist_struct!`, whose key is its name. */
export const STRUCT_DOMAIN = 'P';
const INTEGER_SIZES = new Set([1, 2, 4, 8, 16]);

export interface DecodedSlot {
  readonly domain: string;
  /** `Metadata`, `Balances[alice]`, `Allowances[alice, bob]`; the raw key where it says nothing. */
  readonly label: string;
  /** Fields of a struct; undefined where the slot is none that the ABI knows. */
  readonly fields: readonly DecodedField[] | undefined;
  /** The value, where the ABI gives its type. */
  readonly typed: TypedValue | undefined;
  /** The whole value as a number, where its size is one of an integer's and nothing else is known of it. */
  readonly integer: bigint | undefined;
  /** The value in one line. */
  readonly text: string;
}

export interface TypedValue {
  readonly type: ValueType;
  readonly value: Value;
  readonly codec: Codec;
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
  if (keyBytes === undefined) return { domain, label: key, ...plain(value) };
  const declared = declaredAt(abi, domain, keyBytes);
  const label = labelOf(abi, domain, keyBytes, declared, labels);
  return { domain, label, ...valueOf(abi, declared, value, labels) };
}

function declaredAt(abi: ContractAbi, domain: string, key: Uint8Array): StorageAbi | undefined {
  const hex = bytesToHex(key);
  const inDomain = abi.storage.filter(it => it.domain === domain);
  return (
    inDomain.find(it => it.kind === 'item' && (it.keyHex ?? '') === hex) ??
    inDomain.find(it => it.kind === 'map')
  );
}

function labelOf(
  abi: ContractAbi,
  domain: string,
  key: Uint8Array,
  declared: StorageAbi | undefined,
  labels: Labels | undefined,
): string {
  if (declared?.kind === 'item') return declared.name;
  if (domain === STRUCT_DOMAIN) return printable(key) ?? `${domain}:${bytesToHex(key)}`;
  const type = declared?.layout === 'borsh' ? declared.key : undefined;
  const typed = type && decodeValue({ ...BORSH, types: abi.types }, type, key);
  const text = typed === undefined ? formatUnknownKey(key, labels) : formatKey(typed, labels);
  return `${declared?.name ?? domain}[${text}]`;
}

/** A tuple without its parentheses: a key has brackets around it already. */
function formatKey(key: Value, labels: Labels | undefined): string {
  const isTuple = typeof key === 'object' && 'tuple' in key;
  if (!isTuple) return formatValue(key, labels);
  return key.tuple.map(it => formatValue(it, labels)).join(', ');
}

function valueOf(
  abi: ContractAbi,
  declared: StorageAbi | undefined,
  bytes: Uint8Array,
  labels: Labels | undefined,
): Omit<DecodedSlot, 'domain' | 'label'> {
  const type = declared?.value;
  if (declared === undefined || type === undefined) return plain(bytes);
  const struct = structOf(abi, type);
  if (declared.layout === 'repr-c' && struct !== undefined) {
    const fields = decodeStruct(abi, struct, bytes);
    return fields === undefined ? plain(bytes) : { ...ofFields(fields, labels) };
  }
  const layout = declared.layout === 'borsh' ? 'borsh' : 'packed';
  const codec = { layout, types: abi.types } as const;
  const value = decodeValue(codec, type, bytes);
  if (value === undefined) return plain(bytes);
  return {
    fields: struct && fieldsOf(struct, value),
    typed: { type, value, codec },
    integer: typeof value === 'bigint' ? value : undefined,
    text: formatValue(value, labels),
  };
}

function ofFields(
  fields: readonly DecodedField[],
  labels: Labels | undefined,
): Omit<DecodedSlot, 'domain' | 'label'> {
  const parts = fields.map(it => `${it.name}: ${formatValue(it.value, labels)}`);
  return { fields, typed: undefined, integer: undefined, text: `{ ${parts.join(', ')} }` };
}

function structOf(abi: ContractAbi, type: ValueType): StructAbi | undefined {
  if (type.kind !== 'named') return undefined;
  return abi.types.find((it): it is StructAbi => it.kind === 'struct' && it.name === type.name);
}

function fieldsOf(struct: StructAbi, value: Value): DecodedField[] {
  const read = typeof value === 'object' && 'fields' in value ? value.fields : [];
  return struct.fields.flatMap(({ name, type }, at) => {
    const field = read[at]?.value;
    if (type === undefined || field === undefined) return [];
    return [{ name, type, typeName: typeName(type), value: field }];
  });
}

/** Labels that a key may be given in a scenario: each part an address label, `0x` digits or text. */
function formatUnknownKey(key: Uint8Array, labels: Labels | undefined): string {
  const count = key.length / ADDRESS_BYTES;
  if (count !== 1 && count !== 2) return printable(key) ?? `0x${bytesToHex(key)}`;
  const parts = Array.from({ length: count }, (_, at) =>
    addressFromBytes(key.subarray(at * ADDRESS_BYTES, (at + 1) * ADDRESS_BYTES)),
  );
  return parts.map(it => formatAddress(it as Address, labels)).join(', ');
}

function plain(value: Uint8Array): Omit<DecodedSlot, 'domain' | 'label'> {
  const integer = INTEGER_SIZES.has(value.length) ? integerFromBytes(value) : undefined;
  const text = integer?.toString() ?? `0x${bytesToHex(value)}`;
  return { fields: undefined, typed: undefined, integer, text };
}

function printable(bytes: Uint8Array): string | undefined {
  const text = String.fromCharCode(...bytes);
  return /^[\x20-\x7e]+$/.test(text) ? text : undefined;
}
