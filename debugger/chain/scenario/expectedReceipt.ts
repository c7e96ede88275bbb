/** The part of an expectation that a receipt alone can meet: status, data, events, logs, reason, gas. */

import { bytesToHex } from '../../shared/hex';
import { decodeEvent, eventName } from '../abi/events';
import { codecOf } from '../abi/calls';
import { decodeValue } from '../abi/codec';
import type { Json } from '../abi/valueJson';
import { bigintFromJson } from '../abi/valueJson';
import type { ValueType } from '../abi/valueType';
import { parseType } from '../abi/valueType';
import { formatAddress } from '../address';
import type { Emission } from '../receipt';
import { reasonInWords } from '../receipts/reason';
import { compareValue } from './compareValue';
import type { Path } from './document';
import type { Check } from './expectations';
import { patternIn } from './nameProblems';
import type { ExpectedEvent } from './scenario';

export function checkReceipt(check: Check): void {
  checkStatus(check);
  checkData(check);
  checkReturns(check);
  checkEvents(check);
  checkLogs(check);
  checkGas(check);
}

function checkStatus({ expect, receipt, resolved, labels, abiOf, differ }: Check): void {
  const others = [...resolved.programs.values()].map(it => it.abi);
  const reason = reasonInWords([abiOf(receipt.transaction.to), ...others], receipt, labels);
  const because = reason === undefined ? '' : ` (${reason})`;
  if (expect.status !== undefined && expect.status !== receipt.status) {
    differ(['status'], expect.status, `${receipt.status}${because}`);
  }
  const errorCode = expect.errorCode === undefined ? undefined : bigintFromJson(expect.errorCode);
  if (errorCode !== undefined && errorCode !== BigInt(receipt.errorCode)) {
    differ(['errorCode'], String(errorCode), String(receipt.errorCode));
  }
  if (expect.reason !== undefined && !contains(reason ?? '', expect.reason)) {
    differ(['reason'], expect.reason, reason ?? 'none');
  }
}

function checkData({ expect, receipt, differ }: Check): void {
  if (expect.data === undefined) return;
  const wanted = normalHex(expect.data);
  const actual = bytesToHex(receipt.data);
  if (wanted !== actual) differ(['data'], wanted || 'nothing', actual || 'nothing');
}

function checkReturns(check: Check): void {
  const { expect, receipt, resolved, differ } = check;
  if (expect.returns === undefined) return;
  const typed = typedReturn(expect.returns);
  const type = typed?.type ?? resolved.functions[receipt.index]?.output;
  const json = typed?.value ?? expect.returns;
  if (type === undefined) {
    differ(['returns'], JSON.stringify(json), 'data whose type nothing declares');
    return;
  }
  const codec = codecOf(check.abiOf(receipt.transaction.to));
  const actual = decodeValue(codec, type, receipt.data);
  if (actual !== undefined) compareValue(check, ['returns'], { type, codec }, json, actual);
  else differ(['returns'], JSON.stringify(json), bytesToHex(receipt.data) || 'nothing');
}

/** `{ "type": "uint128", "value": 42 }`. */
function typedReturn(json: Json): { type: ValueType; value: Json } | undefined {
  if (typeof json !== 'object' || json === null || !('type' in json) || !('value' in json)) {
    return undefined;
  }
  const { type, value } = json;
  const known = typeof type === 'string' ? parseType(type) : undefined;
  return known === undefined || value === undefined ? undefined : { type: known, value };
}

function checkEvents(check: Check): void {
  const { expect, receipt, differ } = check;
  if (expect.events === undefined) return;
  if (expect.events.length !== receipt.events.length) {
    const wanted = expect.events.map(it => it.name ?? it.data ?? 'an event');
    const actual = receipt.events.map(it => eventName(it.data) ?? bytesToHex(it.data));
    differ(['events'], count(wanted), count(actual));
  }
  for (const [at, wanted] of expect.events.entries()) {
    const actual = receipt.events[at];
    if (actual !== undefined) checkEvent(check, ['events', at], wanted, actual);
  }
}

function checkEvent(check: Check, path: Path, wanted: ExpectedEvent, actual: Emission): void {
  const { differ, resolved, labels, abiOf } = check;
  const name = eventName(actual.data) ?? bytesToHex(actual.data);
  if (wanted.name !== undefined && wanted.name !== name) {
    differ([...path, 'name'], wanted.name, name);
    return;
  }
  if (wanted.emitter !== undefined && resolved.addressOf(wanted.emitter) !== actual.emitter) {
    differ([...path, 'emitter'], wanted.emitter, formatAddress(actual.emitter, labels));
  }
  if (wanted.data !== undefined && normalHex(wanted.data) !== bytesToHex(actual.data)) {
    differ([...path, 'data'], normalHex(wanted.data), bytesToHex(actual.data));
  }
  if (wanted.fields === undefined) return;
  const abi = abiOf(actual.emitter);
  const fields = decodeEvent(abi, actual.data)?.fields;
  const codec = { layout: 'borsh', types: abi.types } as const;
  for (const [name, json] of Object.entries(wanted.fields)) {
    const field = fields?.find(it => it.name === name);
    const at = [...path, 'fields', name];
    if (field !== undefined)
      compareValue(check, at, { type: field.type, codec }, json, field.value);
    else differ(at, JSON.stringify(json), fields ? 'no such field' : 'an event nothing declares');
  }
}

function checkLogs({ expect, receipt, differ }: Check): void {
  if (expect.logs === undefined) return;
  const lines = receipt.logs.map(it => new TextDecoder().decode(it.data));
  if (expect.logs.length !== lines.length) differ(['logs'], count(expect.logs), count(lines));
  for (const [at, wanted] of expect.logs.entries()) {
    const line = lines[at];
    if (line !== undefined && !contains(line, wanted)) differ(['logs', at], wanted, line);
  }
}

function checkGas({ expect, receipt, differ }: Check): void {
  const exact = expect.gasUsed === undefined ? undefined : bigintFromJson(expect.gasUsed);
  const most = expect.maxGas === undefined ? undefined : bigintFromJson(expect.maxGas);
  if (exact !== undefined && receipt.gasUsed !== exact) {
    differ(['gasUsed'], String(exact), String(receipt.gasUsed));
  }
  if (most !== undefined && receipt.gasUsed > most) {
    differ(['maxGas'], `at most ${most}`, String(receipt.gasUsed));
  }
}

function contains(text: string, wanted: string): boolean {
  const pattern = patternIn(wanted);
  return pattern === undefined ? text.includes(wanted) : new RegExp(pattern, 'u').test(text);
}

function count(items: readonly string[]): string {
  return items.length === 0 ? 'none' : `${items.length} (${items.join(', ')})`;
}

function normalHex(text: string): string {
  return text.replace(/^0x/, '').toLowerCase();
}
