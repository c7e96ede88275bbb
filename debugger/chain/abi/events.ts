/** Events: a name of 32 bytes, zero padded, then the fields. [aVM types: event bytes] */

import { decodeValues, encodeValue } from './codec';
import type { ContractAbi, EventAbi } from './contractAbi';
import type { Value } from './value';
import type { ValueType } from './valueType';
import { typeName } from './valueType';

export const EVENT_NAME_BYTES = 32;

export interface DecodedEvent {
  readonly name: string;
  readonly fields: readonly DecodedField[];
}

export interface DecodedField {
  readonly name: string;
  readonly type: ValueType;
  readonly typeName: string;
  readonly value: Value;
}

/** undefined where the ABI has no such event, or the bytes do not fit its fields exactly. */
export function decodeEvent(abi: ContractAbi, bytes: Uint8Array): DecodedEvent | undefined {
  const name = eventName(bytes);
  const event = abi.events.find(it => it.name.slice(0, EVENT_NAME_BYTES) === name);
  if (event === undefined) return undefined;
  const codec = { layout: event.layout, types: abi.types };
  const types = event.fields.map(it => it.type);
  const values = decodeValues(codec, types, bytes.subarray(EVENT_NAME_BYTES));
  if (values === undefined) return undefined;
  const fields = event.fields.flatMap(({ name: field, type }, at) => {
    const value = values[at];
    if (type === undefined || value === undefined) return [];
    return [{ name: field, type, typeName: typeName(type), value }];
  });
  return { name: event.name, fields };
}

/** The name that event bytes carry; undefined if it is not printable ASCII, zero padded. */
export function eventName(bytes: Uint8Array): string | undefined {
  if (bytes.length < EVENT_NAME_BYTES) return undefined;
  const padded = String.fromCharCode(...bytes.subarray(0, EVENT_NAME_BYTES));
  return /^([\x20-\x7e]+)\0*$/.exec(padded)?.[1];
}

/** What a contract would emit; undefined where a value is not of its field's type. */
export function encodeEvent(
  abi: ContractAbi,
  event: EventAbi,
  values: readonly Value[],
): Uint8Array | undefined {
  const codec = { layout: event.layout, types: abi.types };
  const padded = new Uint8Array(EVENT_NAME_BYTES);
  padded.set(new TextEncoder().encode(event.name).subarray(0, EVENT_NAME_BYTES));
  const parts: Uint8Array[] = [padded];
  for (const [at, { type }] of event.fields.entries()) {
    const value = values[at];
    const part = type && value !== undefined && encodeValue(codec, type, value);
    if (!(part instanceof Uint8Array)) return undefined;
    parts.push(part);
  }
  return Uint8Array.from(parts.flatMap(it => [...it]));
}
