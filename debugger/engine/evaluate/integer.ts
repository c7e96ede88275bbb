/** Integers of Rust's types, and what operators make of them. Results wrap. */

import { EvaluationError } from '../evaluationError';
import type { ArithmeticOperator } from './expression';

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

/** By name; usize and isize have 32 bits here. */
export const INTEGER_TYPES: ReadonlyMap<string, IntegerType> = new Map(
  [
    ...WIDTHS.flatMap(bits => [integerType('u', bits), integerType('i', bits)]),
    { ...U32, name: 'usize' },
    { ...integerType('i', 32), name: 'isize' },
  ].map(it => [it.name, it]),
);

/** Arithmetic has at least so many bits: a `u8` and 1 make 256. */
const LEAST_BITS = 32;

/** The narrowest of i32, u32, i64, … that holds a number as it was typed. */
export function literal(value: bigint): Integer {
  for (const bits of WIDTHS.filter(it => it >= LEAST_BITS)) {
    for (const type of [integerType('i', bits), integerType('u', bits)]) {
      if (wrap(type, value).value === value) return { type, value };
    }
  }
  throw new EvaluationError(`${value} has more than 128 bits`);
}

export function wrap(type: IntegerType, value: bigint): Integer {
  const { bits, isSigned } = type;
  return { type, value: isSigned ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value) };
}

/** @throws EvaluationError where Rust would panic for anything but an overflow */
export function calculate(operator: ArithmeticOperator, left: Integer, right: Integer): Integer {
  if (operator === '<<' || operator === '>>') return shift(operator, left, right);
  const type = commonType(left.type, right.type);
  return wrap(type, exact(operator, wrap(type, left.value).value, wrap(type, right.value).value));
}

export function negate(of: Integer): Integer {
  return wrap(commonType(of.type, of.type), -of.value);
}

export function complement(of: Integer): Integer {
  return wrap(of.type, ~of.value);
}

function exact(operator: Exclude<ArithmeticOperator, '<<' | '>>'>, a: bigint, b: bigint): bigint {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '/':
      if (b === 0n) throw new EvaluationError(`${a} cannot be divided by zero`);
      return a / b;
    case '%':
      if (b === 0n) throw new EvaluationError(`${a} has no remainder of a division by zero`);
      return a % b;
  }
}

function shift(operator: '<<' | '>>', left: Integer, right: Integer): Integer {
  const type = commonType(left.type, left.type);
  if (right.value < 0n || right.value >= BigInt(type.bits)) {
    throw new EvaluationError(`${type.name} cannot be shifted by ${right.value} bits`);
  }
  return wrap(type, operator === '<<' ? left.value << right.value : left.value >> right.value);
}

/** The wider one, of at least 32 bits; unsigned where one of that width is. */
function commonType(a: IntegerType, b: IntegerType): IntegerType {
  const bits = Math.max(LEAST_BITS, a.bits, b.bits);
  const isUnsigned = [a, b].some(it => !it.isSigned && it.bits === bits);
  return integerType(isUnsigned ? 'u' : 'i', bits);
}

function integerType(prefix: 'u' | 'i', bits: number): IntegerType {
  return { name: `${prefix}${bits}`, bits, isSigned: prefix === 'i' };
}
