/** The part of an expectation that a receipt alone can meet: status, data, events, logs, reason, gas. */

import { bytesToHex } from '../../shared/hex';
import { LinearRegex } from '../../shared/regex/linearRegex';
import { decodeError, errorPath, sayError } from '../abi/errors';
import { decodeEvent, eventName } from '../abi/events';
import { codecOf } from '../abi/calls';
import { decodeValue } from '../abi/codec';
import type { Json } from '../abi/valueJson';
import { bigintFromJson, valueToJson } from '../abi/valueJson';
import type { ValueType } from '../abi/valueType';
import { parseType } from '../abi/valueType';
import { formatAddress } from '../address';
import type { Emission } from '../receipt';
import { endingInWords, reasonInWords } from '../receipts/reason';
import { compareValue } from './compareValue';
import type { Path } from '../jsonDocument';
import type { Check } from './expectations';
import { patternIn } from './nameProblems';
import { describePattern, fits, readPattern } from './pattern';
import type { ExpectedEvent } from './scenario';

export function checkReceipt(check: Check): void {
  checkStatus(check);
  checkError(check);
  checkData(check);
  checkReturns(check);
  checkEvents(check);
  checkLogs(check);
  checkGas(check);
}

function checkStatus(check: Check): void {
  const { expect, receipt, differ } = check;
  if (expect.status !== undefined && expect.status !== receipt.status) {
    const actual = endingInWords(receipt.status, reasonOfReceipt(check));
    differ(['status'], expect.status, actual, receipt.status);
  }
  const errorCode = expect.errorCode === undefined ? undefined : bigintFromJson(expect.errorCode);
  if (errorCode !== undefined && errorCode !== BigInt(receipt.errorCode)) {
    differ(['errorCode'], String(errorCode), String(receipt.errorCode), receipt.errorCode);
  }
  if (expect.reason === undefined) return;
  const reason = reasonOfReceipt(check);
  if (!contains(reason ?? '', expect.reason)) {
    differ(['reason'], expect.reason, reason ?? 'none', reason);
  }
}

function reasonOfReceipt({ receipt, resolved, labels, abiOf }: Check): string | undefined {
  const others = [...resolved.programs.values()].map(it => it.abi);
  return reasonInWords([abiOf(receipt.transaction.to), ...others], receipt, labels);
}

function checkError(check: Check): void {
  const { expect, receipt, resolved, labels, abiOf, differ } = check;
  if (expect.error === undefined) return;
  const wanted = typeof expect.error === 'string' ? { name: expect.error } : expect.error;
  const at: Path = typeof expect.error === 'string' ? ['error'] : ['error', 'name'];
  const abis = [
    abiOf(receipt.transaction.to),
    ...[...resolved.programs.values()].map(it => it.abi),
  ];
  const found = abis.flatMap(abi => {
    const error = decodeError(abi, receipt.data, labels);
    return error === undefined ? [] : [{ abi, error }];
  });
  const [first] = receipt.status === 'reverted' ? found : [];
  if (first === undefined) {
    differ(at, wanted.name, `${receipt.status} with none of the contract's errors`);
    return;
  }
  const { abi, error } = first;
  if (![error.variant.name, errorPath(error)].includes(wanted.name)) {
    differ(at, wanted.name, sayError(error), errorPath(error));
    return;
  }
  const codec = { layout: 'borsh', types: abi.types } as const;
  for (const [name, json] of Object.entries(wanted.fields ?? {})) {
    const path = ['error', 'fields', name];
    const type = error.variant.fields.find(it => it.name === name)?.type;
    const value = error.fields.find(it => it.name === name)?.value;
    if (type !== undefined && value !== undefined) {
      compareValue(check, path, { type, codec }, json, value);
    } else differ(path, JSON.stringify(json), `no such field in ${errorPath(error)}`);
  }
}

function checkData({ expect, receipt, differ }: Check): void {
  if (expect.data === undefined) return;
  const wanted = normalHex(expect.data);
  const actual = bytesToHex(receipt.data);
  if (wanted !== actual) differ(['data'], wanted || 'nothing', actual || 'nothing', `0x${actual}`);
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
    const golden = receipt.events.map(it => goldenEvent(check, it));
    differ(['events'], count(wanted), count(actual), golden);
    return;
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
    differ([...path, 'name'], wanted.name, name, name);
    return;
  }
  if (wanted.emitter !== undefined && resolved.addressOf(wanted.emitter) !== actual.emitter) {
    const emitter = formatAddress(actual.emitter, labels);
    differ([...path, 'emitter'], wanted.emitter, emitter, emitter);
  }
  if (wanted.data !== undefined && normalHex(wanted.data) !== bytesToHex(actual.data)) {
    const data = bytesToHex(actual.data);
    differ([...path, 'data'], normalHex(wanted.data), data, `0x${data}`);
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
  if (expect.logs.length !== lines.length) {
    differ(['logs'], count(expect.logs), count(lines), lines);
    return;
  }
  for (const [at, wanted] of expect.logs.entries()) {
    const line = lines[at];
    if (line !== undefined && !contains(line, wanted)) differ(['logs', at], wanted, line, line);
  }
}

function checkGas({ expect, receipt, differ }: Check): void {
  const range = expect.gasUsed === undefined ? undefined : readPattern(expect.gasUsed);
  if (range !== undefined && !fits(range, receipt.gasUsed)) {
    differ(['gasUsed'], describePattern(range), String(receipt.gasUsed));
  }
  const isExact = expect.gasUsed !== undefined && range === undefined;
  const exact = isExact ? bigintFromJson(expect.gasUsed) : undefined;
  const most = expect.maxGas === undefined ? undefined : bigintFromJson(expect.maxGas);
  if (exact !== undefined && receipt.gasUsed !== exact) {
    differ(['gasUsed'], String(exact), String(receipt.gasUsed), Number(receipt.gasUsed));
  }
  if (most !== undefined && receipt.gasUsed > most) {
    const golden = Number(receipt.gasUsed);
    differ(['maxGas'], `at most ${most}`, String(receipt.gasUsed), golden);
  }
}

/** What the scenario would say of an event. */
function goldenEvent({ abiOf, labels }: Check, { emitter, data }: Emission): Json {
  const abi = abiOf(emitter);
  const event = decodeEvent(abi, data);
  if (event === undefined) return { data: `0x${bytesToHex(data)}` };
  const fields = event.fields.map(
    it => [it.name, valueToJson(it.type, it.value, { labels, types: abi.types })] as const,
  );
  return { name: event.name, fields: Object.fromEntries(fields) };
}

function contains(text: string, wanted: string): boolean {
  const pattern = patternIn(wanted);
  return pattern === undefined ? text.includes(wanted) : new LinearRegex(pattern).test(text);
}

function count(items: readonly string[]): string {
  return items.length === 0 ? 'none' : `${items.length} (${items.join(', ')})`;
}

function normalHex(text: string): string {
  return text.replace(/^0x/, '').toLowerCase();
}
