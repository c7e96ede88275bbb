/** What a part of an expression has come to. */

import type { DwarfValue } from '../../dwarf/values/value';
import { bytesToHex, hex32 } from '../../shared/hex';
import { variableRow } from '../inspect/variableRow';
import type { VariableView } from '../views';
import type { Integer } from './integer';
import { INTEGER_TYPES, U32, U8 } from './integer';

export type Operand = IntegerOperand | BooleanOperand | VariableOperand | BytesOperand;

export interface IntegerOperand extends Integer {
  readonly kind: 'integer';
  /** Shown in hexadecimal: an address, the content of a register, or what was typed so. */
  readonly isAddress: boolean;
  /** Where in memory it was read. */
  readonly place?: number;
}

export interface BooleanOperand {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface VariableOperand {
  readonly kind: 'variable';
  readonly value: DwarfValue;
}

export interface BytesOperand {
  readonly kind: 'bytes';
  readonly address: number;
  readonly bytes: Uint8Array;
}

export function address(value: number): IntegerOperand {
  return { kind: 'integer', type: U32, value: BigInt(value >>> 0), isAddress: true };
}

export function byteAt({ address: start, bytes }: BytesOperand, index: number): IntegerOperand {
  const value = BigInt(bytes[index] ?? 0);
  return { kind: 'integer', type: U8, value, isAddress: true, place: start + index };
}

/** An operand as a number; undefined where it is none. A pointer is the address it holds. */
export function toInteger(operand: Operand): IntegerOperand | undefined {
  if (operand.kind === 'integer') return operand;
  if (operand.kind !== 'variable') return undefined;
  const { text, type: typeName, pointsTo, address: place } = operand.value;
  const type = INTEGER_TYPES.get(typeName);
  if (type !== undefined && /^-?\d+$/.test(text)) {
    const at = place === undefined ? {} : { place };
    return { kind: 'integer', type, value: BigInt(text), isAddress: false, ...at };
  }
  return pointsTo === undefined ? undefined : address(pointsTo);
}

export function toBoolean(operand: Operand): boolean | undefined {
  if (operand.kind === 'boolean') return operand.value;
  if (operand.kind !== 'variable' || operand.value.type !== 'bool') return undefined;
  return { true: true, false: false }[operand.value.text];
}

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
    case 'variable':
      return variableRow(name, operand.value, expression);
    case 'bytes':
      return bytesView(name, operand);
  }
}

function integerView(name: string, operand: IntegerOperand): VariableView {
  const { type, value, isAddress, place } = operand;
  const reference = place ?? (isAddress ? Number(BigInt.asUintN(32, value)) : undefined);
  return {
    name,
    value: isAddress ? hexOf(operand) : String(value),
    type: type.name,
    readOnly: true,
    ...(reference !== undefined && { memoryReference: hex32(reference) }),
  };
}

function hexOf({ type, value }: Integer): string {
  const digits = BigInt.asUintN(type.bits, value).toString(16);
  return `0x${digits.padStart(type.bits / 4, '0')}`;
}

function bytesView(name: string, operand: BytesOperand): VariableView {
  const { address: start, bytes } = operand;
  const rows = () => Array.from(bytes, (_, at) => integerView(`[${at}]`, byteAt(operand, at)));
  return {
    name,
    value: `0x${bytesToHex(bytes)}`,
    type: `[u8; ${bytes.length}]`,
    readOnly: true,
    memoryReference: hex32(start),
    ...(bytes.length > 0 && { children: rows, indexedCount: bytes.length }),
  };
}
