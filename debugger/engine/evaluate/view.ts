/** Operands as rows that can be opened. */

import { createValue } from '../../dwarf/values/value';
import { bytesToHex, hex32 } from '../../shared/hex';
import { variableRow } from '../inspect/variableRow';
import type { PageOfRows, VariableView } from '../views';
import type { Integer } from './integer';
import { settled } from './integer';
import type { BytesOperand, ChainOperand, IntegerOperand, Operand, ValuePlace } from './operand';
import { byteAt } from './operand';

/** @param expression what gave the operand, where more may be appended to it */
export function operandView(
  name: string,
  operand: Operand,
  expression: string | undefined,
): VariableView {
  switch (operand.kind) {
    case 'integer':
      return integerView(name, operand);
    case 'boolean':
      return { name, value: String(operand.value), type: 'bool', readOnly: true };
    case 'char':
      return { name, value: charText(operand.value), type: 'char', readOnly: true };
    case 'text':
      return { name, value: JSON.stringify(operand.value), type: '&str', readOnly: true };
    case 'address':
      return { name, value: `0x${operand.address}`, type: 'Address', readOnly: true };
    case 'variable':
      return writable(variableRow(name, createValue(operand.place), expression));
    case 'bytes':
      return bytesView(name, operand);
    case 'chain':
      return chainView(name, operand, expression);
  }
}

/** What an assignment can set is not read-only, though the row does not do it itself. */
function writable({ readOnly, ...row }: VariableView): VariableView {
  return row.readOnlyReason === undefined || readOnly !== true ? row : { ...row, readOnly };
}

function isWritable(place: ValuePlace | undefined): boolean {
  return place?.kind === 'memory' || place?.kind === 'register';
}

function charText(code: number): string {
  const text = String.fromCodePoint(code);
  return text === "'" || text === '\\' ? `'\\${text}'` : `'${text}'`;
}

function integerView(name: string, operand: IntegerOperand): VariableView {
  const { type, value } = settled(operand);
  const { isAddress, place } = operand;
  const inMemory = place?.kind === 'memory' ? place.address : undefined;
  const reference = inMemory ?? (isAddress ? Number(BigInt.asUintN(32, value)) : undefined);
  return {
    name,
    value: isAddress ? hexOf({ type, value }) : String(value),
    type: type.name,
    ...(isWritable(place) ? {} : { readOnly: true }),
    ...(reference !== undefined && { memoryReference: hex32(reference) }),
  };
}

function hexOf({ type, value }: Integer): string {
  const digits = BigInt.asUintN(type.bits, value).toString(16);
  return `0x${digits.padStart(type.bits / 4, '0')}`;
}

function bytesView(name: string, operand: BytesOperand): VariableView {
  const { address: start, bytes } = operand;
  const rows = (page?: PageOfRows) =>
    paged(bytes.length, page, at => integerView(`[${at}]`, byteAt(operand, at)));
  return {
    name,
    value: `0x${bytesToHex(bytes)}`,
    type: `[u8; ${bytes.length}]`,
    readOnly: true,
    memoryReference: hex32(start),
    ...(bytes.length > 0 && { children: rows, indexedCount: bytes.length }),
  };
}

function chainView(
  name: string,
  { object }: ChainOperand,
  expression: string | undefined,
): VariableView {
  const { text, type, count = 0, members } = object;
  const part = (suffix: string | undefined) =>
    suffix === undefined ? undefined : expression && `${expression}${suffix}`;
  const elements = (page?: PageOfRows) =>
    paged(count, page, at => {
      const element = object.element?.(at);
      return element && operandView(`[${at}]`, element, part(`[${at}]`));
    });
  const named = () =>
    object.members?.().map(it => operandView(it.name, it.value, part(suffixOf(it.name)))) ?? [];
  const hasParts = count > 0 || members !== undefined;
  return {
    name,
    value: text,
    ...(type !== undefined && { type }),
    readOnly: true,
    ...(expression !== undefined && { evaluateName: expression }),
    ...(hasParts && { children: count > 0 ? elements : named }),
    ...(count > 0 && { indexedCount: count }),
  };
}

/** What gives a member of that name: `.balance`, `[alice]`; undefined for what only a person reads. */
function suffixOf(name: string): string | undefined {
  if (/^\[[^\]]*\]$/.test(name)) return name;
  return /^(?:[\p{L}_][\p{L}\p{N}_]*|\d+)$/u.test(name) ? `.${name}` : undefined;
}

/** All rows, or those of a page. */
function paged(
  count: number,
  page: PageOfRows | undefined,
  row: (index: number) => VariableView | undefined,
): VariableView[] {
  const start = Math.max(0, page?.start ?? 0);
  const length = Math.max(0, Math.min(count - start, page?.count ?? count));
  return Array.from({ length }, (_, at) => row(start + at)).filter(it => it !== undefined);
}
