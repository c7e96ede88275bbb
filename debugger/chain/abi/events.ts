/** Events: a name of 32 bytes, zero padded, then the fields without padding. [aVM types: event bytes] */

import type { ContractAbi, EventAbi } from './contractAbi';
import type { Value } from './value';
import { valueFromBytes, valueToBytes } from './value';
import type { ValueType } from './valueType';
import { typeName, typeSize } from './valueType';

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
  const fields: DecodedField[] = [];
  let at = EVENT_NAME_BYTES;
  for (const { name: field, type } of event.fields) {
    if (type === undefined) return undefined;
    const end = at + (typeSize(type) ?? bytes.length - at);
    const value = end > bytes.length ? undefined : valueFromBytes(type, bytes.subarray(at, end));
    if (value === undefined) return undefined;
    fields.push({ name: field, type, typeName: typeName(type), value });
    at = end;
  }
  return at === bytes.length ? { name: event.name, fields } : undefined;
}

/** The name that event bytes carry; undefined if it is not printable ASCII, zero padded. */
export function eventName(bytes: Uint8Array): string | undefined {
  if (bytes.length < EVENT_NAME_BYTES) return undefined;
  const padded = String.fromCharCode(...bytes.subarray(0, EVENT_NAME_BYTES));
  return /^([\x20-\x7e]+)\0*$/.exec(padded)?.[1];
}

/** What a contract would emit. */
export function encodeEvent(event: EventAbi, values: readonly Value[]): Uint8Array {
  const name = new TextEncoder().encode(event.name).subarray(0, EVENT_NAME_BYTES);
  const padded = new Uint8Array(EVENT_NAME_BYTES);
  padded.set(name);
  const fields = event.fields.flatMap(({ type }, at) => {
    const value = values[at];
    return type === undefined || value === undefined ? [] : [...valueToBytes(type, value)];
  });
  return Uint8Array.from([...padded, ...fields]);
}
