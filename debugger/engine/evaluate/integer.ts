/** Integers of Rust's types, and what operators make of them. What Rust would panic for is an error. [Rust Reference §8.2.4] */

import { EvaluationError } from '../evaluationError';
import type { ArithmeticOperator, ComparisonOperator } from './expression';

export interface IntegerType {
  readonly name: string;
  readonly bits: number;
  readonly isSigned: boolean;
}

export interface Integer {
  readonly type: IntegerType;
  /** Within the bounds of the type. */
  readonly value: bigint;
}

const WIDTHS = [8, 16, 32, 64, 128];

export const U8 = integerType('u', 8);
export const U32 = integerType('u', 32);
export const U64 = integerType('u', 64);
export const U128 = integerType('u', 128);

/**
 * A literal without a type, and what is computed of such alone: exact, until it meets a type or is shown. Where rustc
 * takes i32 and would overflow, this goes on.
 */
export const LITERAL: IntegerType = { name: '{integer}', bits: 128, isSigned: true };

/** By name; usize and isize have 32 bits here. */
export const INTEGER_TYPES: ReadonlyMap<string, IntegerType> = new Map(
  [
    ...WIDTHS.flatMap(bits => [integerType('u', bits), integerType('i', bits)]),
    { ...U32, name: 'usize' },
    { ...integerType('i', 32), name: 'isize' },
  ].map(it => [it.name, it]),
);

/** Least bits of a literal that has met no type, which is i32 to Rust. */
const LEAST_BITS = 32;

export function leastOf({ bits, isSigned }: IntegerType): bigint {
  return isSigned ? -(1n << BigInt(bits - 1)) : 0n;
}

/** A literal may be as large as a u128. */
export function greatestOf({ bits, isSigned, name }: IntegerType): bigint {
  return (1n << BigInt(isSigned && name !== LITERAL.name ? bits - 1 : bits)) - 1n;
}

export function fits(type: IntegerType, value: bigint): boolean {
  return value >= leastOf(type) && value <= greatestOf(type);
}

/** @throws EvaluationError where the type has no such number */
export function checked(type: IntegerType, value: bigint, what = String(value)): Integer {
  if (fits(type, value)) return { type, value };
  if (type === LITERAL) throw new EvaluationError(`${what} has more than 128 bits`);
  throw new EvaluationError(
    `${what} does not fit into ${type.name}, which holds ${leastOf(type)} to ${greatestOf(type)}`,
  );
}

/** Of a literal's types the narrowest from i32 on, as it is shown. */
export function settled(integer: Integer): Integer {
  if (integer.type !== LITERAL) return integer;
  for (const bits of WIDTHS.filter(it => it >= LEAST_BITS)) {
    for (const type of [integerType('i', bits), integerType('u', bits)]) {
      if (fits(type, integer.value)) return { type, value: integer.value };
    }
  }
  return checked(LITERAL, integer.value);
}

/** As `as` does it: the low bits. */
export function wrap(type: IntegerType, value: bigint): Integer {
  const { bits, isSigned } = type;
  return { type, value: isSigned ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value) };
}

/** @throws EvaluationError where Rust would panic, or would not compile */
export function calculate(operator: ArithmeticOperator, left: Integer, right: Integer): Integer {
  if (operator === '<<' || operator === '>>') return shift(operator, left, right);
  const type = commonType(operator, left, right);
  const value = ARITHMETIC[operator](left.value, right.value);
  return checked(type, value, `${left.value} ${operator} ${right.value}`);
}

export function negate({ type, value }: Integer): Integer {
  return checked(type, -value, `-${value}`);
}

export function complement({ type, value }: Integer): Integer {
  return wrap(type, ~value);
}

/** As numbers, whatever their types: no two of them are ever wrongly equal. */
export function compare(operator: ComparisonOperator, a: bigint, b: bigint): boolean {
  return COMPARISONS[operator](a, b);
}

const COMPARISONS: Readonly<Record<ComparisonOperator, (a: bigint, b: bigint) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const ARITHMETIC: Readonly<
  Record<Exclude<ArithmeticOperator, '<<' | '>>'>, (a: bigint, b: bigint) => bigint>
> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '/': (a, b) => (b === 0n ? refuse(`${a} cannot be divided by zero`) : a / b),
  '%': (a, b) => (b === 0n ? refuse(`${a} has no remainder of a division by zero`) : a % b),
};

/** Bits that are shifted out are no overflow; too many of them are. [Rust Reference §8.2.4, overflow] */
function shift(operator: '<<' | '>>', left: Integer, right: Integer): Integer {
  const { type, value } = left;
  if (right.value < 0n || right.value >= BigInt(type.bits)) {
    throw new EvaluationError(`${type.name} cannot be shifted by ${right.value} bits`);
  }
  if (operator === '>>') return { type, value: value >> right.value };
  const shifted = value << right.value;
  return type === LITERAL ? checked(type, shifted) : wrap(type, shifted);
}

/** Rust mixes no types. Here a wider one takes in a narrower one, which changes no result that Rust has. */
function commonType(operator: ArithmeticOperator, left: Integer, right: Integer): IntegerType {
  const [a, b] = [left.type, right.type];
  if (a === b) return a;
  if (a === LITERAL) return checked(b, left.value).type;
  if (b === LITERAL) return checked(a, right.value).type;
  if (holdsAll(a, b)) return a;
  if (holdsAll(b, a)) return b;
  return refuse(`${a.name} ${operator} ${b.name} has no type: cast one of them with as`);
}

function holdsAll(wide: IntegerType, narrow: IntegerType): boolean {
  return fits(wide, leastOf(narrow)) && fits(wide, greatestOf(narrow));
}

function refuse(sentence: string): never {
  throw new EvaluationError(sentence);
}

function integerType(prefix: 'u' | 'i', bits: number): IntegerType {
  return { name: `${prefix}${bits}`, bits, isSigned: prefix === 'i' };
}
