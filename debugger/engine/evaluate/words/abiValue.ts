/** Values of the ABI as operands, and the other way round where an operand is a key. */

import { encodeValue } from '../../../chain/abi/codec';
import type { Codec } from '../../../chain/abi/codec';
import type { Labels, Value } from '../../../chain/abi/value';
import { formatValue, isPositional } from '../../../chain/abi/value';
import type { ValueType } from '../../../chain/abi/valueType';
import { bytesToHex } from '../../../shared/hex';
import { chain } from '../chainObject';
import type { ChainMember } from '../chainObject';
import type { IntegerType } from '../integer';
import { INTEGER_TYPES, U8, U128, fits } from '../integer';
import type { Operand } from '../operand';
import { number } from '../operand';
import { bytesOf } from '../members';
import { integerOf, primitive } from '../primitives';

/** @param type where it is known */
export function valueOperand(value: Value, type: ValueType | undefined, labels: Labels): Operand {
  const part = (it: Value, of?: ValueType): Operand => valueOperand(it, of, labels);
  const text = formatValue(value, labels);
  if (typeof value === 'bigint') return integerOperand(value, type);
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (typeof value === 'string') return { kind: 'text', value };
  if (value instanceof Uint8Array) return bytesOperand(value);
  if ('address' in value) {
    const { address } = value;
    return { kind: 'address', address, label: labels.get(address) };
  }
  if ('items' in value) {
    const { items } = value;
    const item = type?.kind === 'list' || type?.kind === 'array' ? type.item : undefined;
    const element = (at: number): Operand => part(items[at] ?? '', item);
    return chain({ text, count: items.length, element });
  }
  if ('tuple' in value) {
    const types = type?.kind === 'tuple' ? type.items : [];
    return chain({
      text,
      members: () =>
        value.tuple.map((it, at) => ({ name: String(at), value: part(it, types[at]) })),
    });
  }
  if ('option' in value) {
    const { option } = value;
    const inner = option === undefined ? [] : [part(option, itemOf(type))];
    return chain({ text, variant: optionVariant(inner), members: numbered(inner) });
  }
  const members = value.fields.map(it => ({ name: it.name, value: part(it.value) }));
  const fields = members.map(it => it.value);
  return chain({
    text,
    type: type?.kind === 'named' ? type.name : undefined,
    // A struct is its own only variant; an enum's others nobody asks for by mistake.
    variant: isPositional(value.fields)
      ? { name: value.name, fields, names: [value.name] }
      : undefined,
    members: members.length === 0 ? undefined : () => members,
  });
}

function itemOf(type: ValueType | undefined): ValueType | undefined {
  return type?.kind === 'option' ? type.item : undefined;
}

export function optionVariant(inner: readonly Operand[]) {
  return { name: inner.length === 0 ? 'None' : 'Some', fields: inner, names: ['None', 'Some'] };
}

function numbered(inner: readonly Operand[]): (() => ChainMember[]) | undefined {
  if (inner.length === 0) return undefined;
  return () => inner.map((value, at) => ({ name: String(at), value }));
}

function integerOperand(value: bigint, type: ValueType | undefined): Operand {
  const declared = type?.kind === 'uint' || type?.kind === 'int' ? type : undefined;
  const name = declared && `${declared.kind === 'int' ? 'i' : 'u'}${declared.bits}`;
  const wide: IntegerType = { name: 'u256', bits: 256, isSigned: false };
  const known = INTEGER_TYPES.get(name ?? 'u128') ?? wide;
  return number({ type: fits(known, value) ? known : fits(U128, value) ? U128 : wide, value });
}

/** Bytes that are in no memory of the program's. */
export function bytesOperand(bytes: Uint8Array): Operand {
  return chain({
    text: `0x${bytesToHex(bytes)}`,
    type: `[u8; ${bytes.length}]`,
    count: bytes.length,
    element: at => number({ type: U8, value: BigInt(bytes[at] ?? 0) }),
  });
}

/** The bytes of operands as a key of that type; undefined where they are no value of it. */
export function keyBytes(
  codec: Codec,
  type: ValueType,
  keys: readonly Operand[],
): Uint8Array | undefined {
  const [only] = keys;
  const value =
    type.kind === 'tuple'
      ? tupleValue(type.items, keys)
      : keys.length === 1 && only !== undefined
        ? valueOf(type, only)
        : undefined;
  return value === undefined ? undefined : encodeValue(codec, type, value);
}

function tupleValue(types: readonly ValueType[], keys: readonly Operand[]): Value | undefined {
  if (types.length !== keys.length) return undefined;
  const tuple: Value[] = [];
  for (const [at, type] of types.entries()) {
    const key = keys[at];
    const value = key && valueOf(type, key);
    if (value === undefined) return undefined;
    tuple.push(value);
  }
  return { tuple };
}

function valueOf(type: ValueType, operand: Operand): Value | undefined {
  const it = primitive(operand);
  switch (type.kind) {
    case 'bool':
      return it.kind === 'boolean' ? it.value : undefined;
    case 'uint':
    case 'int': {
      const limits = { name: '', bits: type.bits, isSigned: type.kind === 'int' };
      if (it.kind !== 'integer') return undefined;
      return fits(limits, integerOf(it).value) ? it.value : undefined;
    }
    case 'string':
      return it.kind === 'text' ? it.value : undefined;
    case 'address':
      return it.kind === 'address' ? { address: it.address } : undefined;
    case 'bytes':
    case 'fixedBytes':
      return it.kind === 'text' ? new TextEncoder().encode(it.value) : bytesOf(it);
    default:
      return undefined;
  }
}
