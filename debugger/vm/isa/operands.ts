/** Operands as text, as LLVM's tools write them. */

import { CSRS } from '../csr/registers';
import { extract, FIELDS, type FieldName } from './fields';
import { REGISTER_NAMES } from './registers';
import { operandPieces } from './syntax';

const CSR_NAMES = new Map(CSRS.map(it => [it.address, it.name]));
const CSR_ADDRESSES = new Map(CSRS.map(it => [it.name, it.address]));

/** Signs and digits of `0x10` or `-0x10`. */
export function signedHex(value: number): string {
  return value < 0 ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
}

export interface OperandText {
  readonly text: string;
  /** The address that a jump or branch goes to. */
  readonly target?: number;
}

/** Fills a syntax in with a word's operands. */
export function formatOperands(
  syntax: string,
  value: (field: FieldName) => number,
  pc: number,
  symbol: (address: number) => string | undefined,
): OperandText {
  let target: number | undefined;
  const text = operandPieces(syntax).map(piece => {
    if (typeof piece !== 'string') return piece.text;
    if (FIELDS[piece].kind !== 'target') return formatOperand(piece, value(piece));
    target = (pc + value(piece)) >>> 0;
    const name = symbol(target);
    return `0x${target.toString(16)}${name === undefined ? '' : ` <${name}>`}`;
  });
  return target === undefined ? { text: text.join('') } : { text: text.join(''), target };
}

export function fieldValue(word: number): (field: FieldName) => number {
  return field => extract(FIELDS[field], word);
}

function formatOperand(field: FieldName, value: number): string {
  switch (FIELDS[field].kind) {
    case 'register':
      return REGISTER_NAMES[value] ?? `x${value}`;
    case 'csr':
      return CSR_NAMES.get(value) ?? `0x${value.toString(16)}`;
    case 'order':
      return formatOrder(value);
    case 'upper':
      return `0x${(value >>> 12).toString(16)}`;
    default:
      return signedHex(value);
  }
}

/** The accesses that a fence orders: input, output, reads, writes. [Unpriv §2.7] */
const ORDER_LETTERS = 'iorw';

function formatOrder(value: number): string {
  if (value === 0) return '0';
  return [...ORDER_LETTERS].filter((_, at) => ((value >>> (3 - at)) & 1) === 1).join('');
}

/** Reads `iorw`; undefined where it is no set of accesses. */
export function parseOrder(text: string): number | undefined {
  if (text === '0') return 0;
  const bits = [...text].map(it => ORDER_LETTERS.indexOf(it));
  return bits.includes(-1) ? undefined : bits.reduce((value, at) => value | (8 >> at), 0);
}

export function csrAddress(name: string): number | undefined {
  return CSR_ADDRESSES.get(name);
}
