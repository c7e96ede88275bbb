/** The part of an expectation that is about the state after a transaction: balances and storage. */

import { bytesToHex } from '../../shared/hex';
import type { DecodedSlot } from '../abi/storage';
import { decodeStorage } from '../abi/storage';
import { BORSH } from '../abi/codec';
import type { Json } from '../abi/valueJson';
import { bigintFromJson, isJsonObject, valueToJson } from '../abi/valueJson';
import type { ChainState } from '../state';
import { compareValue } from './compareValue';
import type { Path } from '../jsonDocument';
import type { StateCheck } from './expectations';
import { describePattern, fits, readPattern } from './pattern';
import { shownSlotName } from './slotName';

export function checkState(check: StateCheck, state: ChainState): void {
  checkBalances(check, state);
  checkStorage(check, state);
}

function checkBalances({ expect, resolved, differ }: StateCheck, state: ChainState): void {
  for (const [label, json] of Object.entries(expect.balances ?? {})) {
    const address = resolved.addressOf(label);
    const actual = address === undefined ? 0n : (state.get(address)?.balance ?? 0n);
    const pattern = readPattern(json);
    const at = ['balances', label];
    if (pattern !== undefined) {
      if (!fits(pattern, actual)) differ(at, describePattern(pattern), String(actual));
    } else if (bigintFromJson(json) !== actual) {
      differ(at, String(bigintFromJson(json)), String(actual), numberJson(actual));
    }
  }
}

function checkStorage(check: StateCheck, state: ChainState): void {
  const { resolved, abiOf, labels } = check;
  for (const [label, wanted] of Object.entries(check.expect.storage ?? {})) {
    const address = resolved.addressOf(label);
    if (address === undefined) continue;
    const slots = [...(state.get(address)?.storage ?? [])].map(([key, value]) => ({
      key,
      value,
      decoded: decodeStorage(abiOf(address), key, value, labels),
    }));
    for (const [name, json] of Object.entries(wanted)) {
      const shown = shownSlotName(name, resolved.addressOf, labels);
      const slot =
        slots.find(it => it.key === name || it.decoded.label === name) ??
        slots.find(it => it.decoded.label === shown);
      checkSlot(check, ['storage', label, name], json, slot);
    }
  }
}

interface Slot {
  readonly value: Uint8Array;
  readonly decoded: DecodedSlot;
}

/** null: no slot; an object: fields by name; a string of 0x: bytes; otherwise a value of the slot's type, or a number. */
function checkSlot(check: StateCheck, path: Path, json: Json, slot: Slot | undefined): void {
  const { differ } = check;
  if (slot === undefined || json === null) {
    if (slot !== undefined) differ(path, 'no such slot', slot.decoded.text, goldenOf(check, slot));
    else if (json !== null) differ(path, JSON.stringify(json), 'no such slot', null);
    return;
  }
  const { typed, fields } = slot.decoded;
  const pattern = readPattern(json);
  if (pattern !== undefined && typed === undefined) {
    const value = slot.decoded.integer ?? slot.decoded.text;
    if (!fits(pattern, value)) differ(path, describePattern(pattern), slot.decoded.text);
    return;
  }
  if (
    pattern === undefined &&
    isJsonObject(json) &&
    (fields !== undefined || typed === undefined)
  ) {
    for (const [name, value] of Object.entries(json)) {
      const field = fields?.find(it => it.name === name);
      const at = [...path, name];
      const codec = typed?.codec ?? BORSH;
      if (field !== undefined)
        compareValue(check, at, { type: field.type, codec }, value, field.value);
      else differ(at, JSON.stringify(value), `no such field in ${slot.decoded.text}`);
    }
    return;
  }
  if (typeof json === 'string' && json.startsWith('0x')) {
    const actual = `0x${bytesToHex(slot.value)}`;
    if (json.toLowerCase() !== actual) differ(path, json, actual, actual);
    return;
  }
  if (typed !== undefined) {
    compareValue(check, path, typed, json, typed.value);
    return;
  }
  if (bigintFromJson(json) !== slot.decoded.integer || slot.decoded.integer === undefined) {
    differ(path, String(json), slot.decoded.text, goldenOf(check, slot));
  }
}

/** What the scenario would say of a slot. */
function goldenOf({ labels }: StateCheck, { value, decoded }: Slot): Json {
  const { typed, fields, integer } = decoded;
  if (typed !== undefined) {
    return valueToJson(typed.type, typed.value, { labels, types: typed.codec.types });
  }
  if (fields !== undefined) {
    const members = fields.map(
      it => [it.name, valueToJson(it.type, it.value, { labels, types: [] })] as const,
    );
    return Object.fromEntries(members);
  }
  return integer === undefined ? `0x${bytesToHex(value)}` : numberJson(integer);
}

function numberJson(value: bigint): Json {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();
}
