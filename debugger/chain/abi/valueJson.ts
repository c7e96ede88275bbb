/** Values as a person writes them in JSON: arguments and expectations of scenarios. */

import { bytesToHex, hexToBytes } from '../../shared/hex';
import type { Address } from '../address';
import { formatAddress, parseAddress } from '../address';
import type { Field, TypeAbi, VariantAbi } from './contractAbi';
import type { Labels, NamedValue, StructValue, Value } from './value';
import { isPositional } from './value';
import type { ValueType } from './valueType';
import { TYPE_NAMES, typeName } from './valueType';

/** What a JSON file can say. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A sentence on why a value is not of its type, and what would be right. */
export interface Refusal {
  readonly refusal: string;
}

/** What the names in a value stand for. */
export interface JsonNames {
  /** A label, or digits. */
  readonly addressOf: (text: string) => Address | undefined;
  readonly types: readonly TypeAbi[];
}

/**
 * Reads what a person wrote for a value of this type.
 *
 * Numbers are JSON numbers or, since JSON is exact only to 2^53, decimal or 0x strings. Lists and tuples are arrays,
 * structs objects; a variant is its name, or an object of one member, the name, with its fields; an option is null or
 * the value, and `{ "some": … }` where null could mean either.
 */
export function valueFromJson(type: ValueType, json: Json, names: JsonNames): Value | Refusal {
  const { addressOf } = names;
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
    case 'fixedBytes':
      return bytesFromJson(type, json);
    case 'list':
    case 'array': {
      const wanted = type.kind === 'array' ? type.length : undefined;
      const items = itemsFromJson(type, json, wanted, () => type.item, names);
      return 'refusal' in items ? items : { items: items.values };
    }
    case 'tuple': {
      const items = itemsFromJson(type, json, type.items.length, at => type.items[at], names);
      return 'refusal' in items ? items : { tuple: items.values };
    }
    case 'option':
      return optionFromJson(type.item, json, names);
    case 'named':
      return namedFromJson(type, json, names);
  }
}

export function isRefusal(value: Value | Refusal | Uint8Array): value is Refusal {
  return typeof value === 'object' && 'refusal' in value;
}

/** What `valueFromJson` reads as this value. */
export function valueToJson(
  type: ValueType,
  value: Value,
  names: { labels?: Labels; types: readonly TypeAbi[] },
): Json {
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (value instanceof Uint8Array) return `0x${bytesToHex(value)}`;
  if ('address' in value) return formatAddress(value.address, names.labels);
  const inner = (of: ValueType | undefined, it: Value): Json =>
    of === undefined ? null : valueToJson(of, it, names);
  if ('items' in value) {
    const item = type.kind === 'list' || type.kind === 'array' ? type.item : undefined;
    return value.items.map(it => inner(item, it));
  }
  if ('tuple' in value) {
    return value.tuple.map((it, at) =>
      inner(type.kind === 'tuple' ? type.items[at] : undefined, it),
    );
  }
  if ('option' in value) {
    const item = type.kind === 'option' ? type.item : undefined;
    if (value.option === undefined) return null;
    const json = inner(item, value.option);
    return item?.kind === 'option' ? { some: json } : json;
  }
  return structToJson(type, value, names);
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

/** Fields by name, each needed once. */
export function fieldsFromJson(
  fields: readonly Field[],
  json: { readonly [key: string]: Json },
  owner: string,
  names: JsonNames,
): NamedValue[] | Refusal {
  const strange = Object.keys(json).find(own => !fields.some(it => it.name === own));
  if (strange !== undefined) {
    const known = fields.map(it => it.name).join(', ') || 'none';
    return { refusal: `${owner} has no field "${strange}": it has ${known}` };
  }
  const read: NamedValue[] = [];
  for (const { name, type, typeName: spelled } of fields) {
    const given = json[name];
    if (given === undefined) {
      return { refusal: `${owner} needs the field "${name}" of type ${spelled}` };
    }
    const value = type && valueFromJson(type, given, names);
    if (value === undefined)
      return { refusal: `${owner} has ${name} as ${spelled}, which has no JSON` };
    if (isRefusal(value)) return { refusal: `${owner}.${name}: ${value.refusal}` };
    read.push({ name, value });
  }
  return read;
}

export function isJsonObject(json: Json | undefined): json is { readonly [key: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function integerFromJson(
  type: ValueType & { readonly kind: 'uint' | 'int' },
  json: Json,
): bigint | Refusal {
  const value = bigintFromJson(json);
  if (value === undefined) {
    if (typeof json === 'number' && Number.isInteger(json)) {
      return refuse(type, json, 'a number above 2^53 is in quotes, or JSON loses its last digits');
    }
    return refuse(type, json, 'a whole number, such as 42 or "42"');
  }
  const low = type.kind === 'uint' ? 0n : -(1n << BigInt(type.bits - 1));
  const high = type.kind === 'uint' ? 1n << BigInt(type.bits) : 1n << BigInt(type.bits - 1);
  return value >= low && value < high ? value : refuse(type, json, `from ${low} to ${high - 1n}`);
}

function bytesFromJson(
  type: ValueType & { readonly kind: 'bytes' | 'fixedBytes' },
  json: Json,
): Uint8Array | Refusal {
  const bytes = typeof json === 'string' ? hexToBytes(json) : undefined;
  if (bytes === undefined) return refuse(type, json, 'a string of hexadecimal bytes');
  return type.kind === 'bytes' || type.length === bytes.length
    ? bytes
    : refuse(type, json, `${type.length} bytes, not ${bytes.length}`);
}

function itemsFromJson(
  type: ValueType,
  json: Json,
  wanted: number | undefined,
  typeAt: (at: number) => ValueType | undefined,
  names: JsonNames,
): { readonly values: Value[] } | Refusal {
  if (!Array.isArray(json)) return refuse(type, json, 'a list');
  const items = json as readonly Json[];
  if (wanted !== undefined && items.length !== wanted) {
    return refuse(type, json, `a list of ${wanted}, not ${items.length}`);
  }
  const values: Value[] = [];
  for (const [at, it] of items.entries()) {
    const own = typeAt(at);
    const value = own && valueFromJson(own, it, names);
    if (value === undefined) return refuse(type, json, `a list of ${at}`);
    if (isRefusal(value)) return { refusal: `item ${at}: ${value.refusal}` };
    values.push(value);
  }
  return { values };
}

function optionFromJson(item: ValueType, json: Json, names: JsonNames): Value | Refusal {
  if (json === null) return { option: undefined };
  const isWrapped = item.kind === 'option' && isJsonObject(json) && json['some'] !== undefined;
  const option = valueFromJson(item, isWrapped ? (json['some'] ?? null) : json, names);
  return isRefusal(option) ? option : { option };
}

function namedFromJson(
  type: ValueType & { readonly kind: 'named' },
  json: Json,
  names: JsonNames,
): StructValue | Refusal {
  const declared = names.types.find(it => it.name === type.name);
  if (declared === undefined) {
    return { refusal: `"${type.name}" is no type: ${TYPE_NAMES}` };
  }
  if (declared.kind === 'struct') return structFromJson(declared, json, type.name, names);
  const [name, content] = isJsonObject(json) ? (Object.entries(json)[0] ?? []) : [json, []];
  const variant = declared.variants.find(it => it.name === name);
  const isOne = !isJsonObject(json) || Object.keys(json).length === 1;
  if (variant === undefined || !isOne) {
    const known = declared.variants.map(it => it.name).join(', ');
    return refuse(
      type,
      json,
      `one of ${known}, fields as in { "${declared.variants[0]?.name ?? ''}": … }`,
    );
  }
  return structFromJson(variant, content ?? null, `${type.name}::${variant.name}`, names);
}

/** An object of its fields, or a list where they have places instead of names. */
function structFromJson(
  { name, fields }: VariantAbi,
  json: Json,
  owner: string,
  names: JsonNames,
): StructValue | Refusal {
  let members = json;
  if (Array.isArray(json) && isPositional(fields)) {
    members = Object.fromEntries((json as readonly Json[]).map((it, at) => [String(at), it]));
  } else if (fields.length === 1 && isPositional(fields) && !isFieldObject(json)) {
    members = { 0: json };
  }
  if (!isJsonObject(members)) {
    return { refusal: `${JSON.stringify(json)} is no ${owner}: an object of its fields` };
  }
  const read = fieldsFromJson(fields, members, owner, names);
  return 'refusal' in read ? read : { name, fields: read };
}

const isFieldObject = (json: Json): boolean => isJsonObject(json) && Object.hasOwn(json, '0');

function structToJson(
  type: ValueType,
  value: StructValue,
  names: { labels?: Labels; types: readonly TypeAbi[] },
): Json {
  const declared = names.types.find(it => type.kind === 'named' && it.name === type.name);
  const of =
    declared?.kind === 'enum' ? declared.variants.find(it => it.name === value.name) : declared;
  const fields = value.fields.map(({ name, value: own }) => {
    const field = of?.fields.find(it => it.name === name)?.type;
    return [name, field === undefined ? null : valueToJson(field, own, names)] as const;
  });
  const content: Json = isPositional(value.fields)
    ? fields.map(([, it]) => it)
    : Object.fromEntries(fields);
  if (declared?.kind !== 'enum') return content;
  return fields.length === 0 ? value.name : { [value.name]: content };
}

function refuse(type: ValueType, json: Json, right: string): Refusal {
  return { refusal: `${JSON.stringify(json)} is not of type ${typeName(type)}: ${right}` };
}
