/** What operators make of operands. */

import { EvaluationError } from '../evaluationError';
import type { ArithmeticOperator, ComparisonOperator } from './expression';
import { calculate, compare, complement, negate } from './integer';
import type { Operand } from './operand';
import { elementsOf, variantOf } from './places';
import { addressOf, describe, integerOf, primitive } from './primitives';

/** Lists that are compared element by element; longer ones nobody waits for. */
const MAX_COMPARED = 4096;

/** @throws EvaluationError where the operand is neither */
export function truthOf(operand: Operand): boolean {
  const it = primitive(operand);
  if (it.kind === 'boolean') return it.value;
  throw new EvaluationError(`${describe(it)} is not true or false: compare it with something`);
}

export function not(operand: Operand): Operand {
  const it = primitive(operand);
  if (it.kind === 'boolean') return { kind: 'boolean', value: !it.value };
  const number = integerOf(it);
  return { kind: 'integer', ...complement(number), isAddress: number.isAddress };
}

export function minus(operand: Operand): Operand {
  return { kind: 'integer', ...negate(integerOf(operand)), isAddress: false };
}

const ON_TRUTH: Readonly<Partial<Record<ArithmeticOperator, (a: boolean, b: boolean) => boolean>>> =
  {
    '&': (a, b) => a && b,
    '|': (a, b) => a || b,
    '^': (a, b) => a !== b,
  };

export function arithmetic(operator: ArithmeticOperator, a: Operand, b: Operand): Operand {
  const [left, right] = [primitive(a), primitive(b)];
  if (left.kind === 'boolean' && right.kind === 'boolean') {
    const value = ON_TRUTH[operator]?.(left.value, right.value);
    if (value !== undefined) return { kind: 'boolean', value };
  }
  const [one, other] = [integerOf(left), integerOf(right)];
  const isAddress = one.isAddress || other.isAddress;
  return { kind: 'integer', ...calculate(operator, one, other), isAddress };
}

export function comparison(operator: ComparisonOperator, a: Operand, b: Operand): boolean {
  if (isRawPointer(a) || isRawPointer(b)) {
    return compare(operator, BigInt(addressOf(a)), BigInt(addressOf(b)));
  }
  const [left, right] = [primitive(a), primitive(b)];
  if (left.kind === 'integer' && right.kind === 'integer') {
    return compare(operator, left.value, right.value);
  }
  if (operator === '==' || operator === '!=') return isSame(left, right) === (operator === '==');
  if (left.kind === 'char' && right.kind === 'char') {
    return compare(operator, BigInt(left.value), BigInt(right.value));
  }
  if (left.kind === 'text' && right.kind === 'text') {
    return compare(operator, BigInt(compareTexts(left.value, right.value)), 0n);
  }
  throw new EvaluationError(`${describe(left)} and ${describe(right)} have no order`);
}

/** @throws EvaluationError where the two can never be equal */
export function isEqual(a: Operand, b: Operand): boolean {
  if (isRawPointer(a) || isRawPointer(b)) return addressOf(a) === addressOf(b);
  return isSame(primitive(a), primitive(b));
}

function isSame(left: Operand, right: Operand): boolean {
  if (left.kind === 'address' && right.kind === 'address') return left.address === right.address;
  if (left.kind === right.kind && 'value' in left && 'value' in right) {
    return left.value === right.value;
  }
  const inLists = isEqualList(left, right) ?? isEqualVariant(left, right);
  if (inLists !== undefined) return inLists;
  throw new EvaluationError(`${describe(left)} cannot be compared with ${describe(right)}`);
}

/** What is a reference to the program is no address, unless it is compared with one. */
function isRawPointer(operand: Operand): boolean {
  if (operand.kind !== 'variable') return false;
  const { type } = operand.place;
  return type.kind === 'pointer' && type.name.startsWith('*');
}

/** UTF-8's order is that of code points, UTF-16's is not. */
function compareTexts(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (const [at, it] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    if (it !== other) return (it.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
  }
  return left.length - right.length;
}

function isEqualVariant(a: Operand, b: Operand): boolean | undefined {
  if (a.kind !== 'variable' || b.kind !== 'variable') return undefined;
  const [left, right] = [variantOf(a.place), variantOf(b.place)];
  if (left === undefined || right === undefined) return undefined;
  if (left.name !== right.name) return false;
  return left.fields.every(({ place }, at) => {
    const other = right.fields[at];
    if (other === undefined) return false;
    return isEqual({ kind: 'variable', place }, { kind: 'variable', place: other.place });
  });
}

function isEqualList(a: Operand, b: Operand): boolean | undefined {
  const [left, right] = [listOf(a), listOf(b)];
  if (left === undefined || right === undefined) return undefined;
  if (left.count !== right.count) return false;
  if (left.count > MAX_COMPARED) {
    throw new EvaluationError(`${left.count} elements are too many to compare`);
  }
  for (let at = 0; at < left.count; at++) if (!isEqual(left.at(at), right.at(at))) return false;
  return true;
}

interface OperandList {
  readonly count: number;
  at(index: number): Operand;
}

function listOf(operand: Operand): OperandList | undefined {
  if (operand.kind !== 'variable') return undefined;
  const elements = elementsOf(operand.place);
  if (elements === undefined) return undefined;
  return {
    count: elements.count,
    at: index => ({ kind: 'variable', place: elements.at(index) }),
  };
}
