/** From expression to a function that gives its value, so that a condition that is asked a million times is read once. */

import { parseAddress } from '../../chain/address';
import type { Span } from '../evaluationError';
import { EvaluationError } from '../evaluationError';
import { castReader } from './cast';
import type { Expression } from './expression';
import { INTEGER_TYPES, LITERAL, checked } from './integer';
import {
  addressOperand,
  bytesAt,
  elementOf,
  fieldOf,
  lengthOf,
  sliceOf,
  targetOperand,
} from './members';
import { entryReader } from './mapEntry';
import { nameReader, registerReader } from './names';
import type { Operand } from './operand';
import { arithmetic, comparison, minus, not, truthOf } from './operators';
import { equalityReader, patternReader } from './patterns';
import { describe } from './primitives';
import type { Scope } from './scope';
import { withSuggestion } from './suggestion';

export type Compiled = (scope: Scope) => Operand;

/** Compiling never fails: a name means something only where it is evaluated. */
export function compile(tree: Expression): Compiled {
  const read = compiled(tree);
  return scope => {
    try {
      return read(scope);
    } catch (error) {
      throw pointedAt(error, tree.span);
    }
  };
}

/** The innermost part that fails is to blame. */
function pointedAt(error: unknown, span: Span): unknown {
  return error instanceof EvaluationError ? error.at(span) : error;
}

function compiled(it: Expression): Compiled {
  switch (it.kind) {
    case 'number':
      return constant(numberOf(it));
    case 'char':
    case 'text':
      return constant({ kind: it.kind, value: it.value } as Operand);
    case 'register':
      return registerReader(it.name);
    case 'name':
      return nameReader(it.name);
    case 'variant':
      return refusal(variantRefusal(it.name));
    case 'struct':
      return refusal(`a struct is no value here: compare with it, as in x == ${it.name} { .. }`);
    case 'list':
      return refusal('a list is no value here: compare with it, as in x == [1, 2]');
    case 'field':
      return partReader(it.of, (_, of) => fieldOf(of, it.name));
    case 'method':
      return method(it);
    case 'index':
      return index(it);
    case 'slice':
      return slice(it);
    case 'unary':
      return unary(it);
    case 'binary':
      return binary(it);
    case 'is': {
      const of = compile(it.of);
      const fits = patternReader(it.pattern, compile);
      return scope => ({ kind: 'boolean', value: fits(scope, of(scope)) });
    }
    case 'cast': {
      const of = compile(it.of);
      const cast = castReader(it.type);
      return scope => cast(scope, of(scope));
    }
    case 'bytes': {
      const start = compile(it.address);
      const count = compile(it.count);
      return scope => bytesAt(scope, start(scope), count(scope));
    }
  }
}

function variantRefusal(name: string): string {
  if (name === '') return 'a tuple is no value here: compare with it, as in x == (1, 2)';
  const isFunction = /(?:^|::)[\p{Ll}_][^:]*$/u.test(name);
  return isFunction
    ? 'the debugger calls no code of the program'
    : 'a variant is no value here: compare with it, as in x == Some(3)';
}

function constant(operand: Operand): Compiled {
  return () => operand;
}

function refusal(sentence: string): Compiled {
  return () => {
    throw new EvaluationError(sentence);
  };
}

/** Forty hexadecimal digits are an account's address, which no integer type holds. */
const ADDRESS_DIGITS = 40;

function numberOf({ value, type, isHex, span }: Extract<Expression, { kind: 'number' }>): Operand {
  const digits = value.toString(16).padStart(ADDRESS_DIGITS, '0');
  const isLong = isHex && span.end - span.start === ADDRESS_DIGITS + 2;
  const account = isLong ? parseAddress(digits) : undefined;
  if (account !== undefined) return { kind: 'address', address: account, label: undefined };
  const wanted = type === undefined ? LITERAL : INTEGER_TYPES.get(type);
  try {
    return { kind: 'integer', ...checked(wanted ?? LITERAL, value), isAddress: isHex };
  } catch (error) {
    throw pointedAt(error, span);
  }
}

function method(it: Extract<Expression, { kind: 'method' }>): Compiled {
  const of = compile(it.of);
  switch (it.name) {
    case 'len':
      return scope => lengthOf(of(scope));
    case 'is_empty':
      return scope => ({ kind: 'boolean', value: lengthOf(of(scope)).value === 0n });
    default:
      return refusal(
        `the debugger calls no code of the program: of all methods there are len() and is_empty()`,
      );
  }
}

function index(it: Extract<Expression, { kind: 'index' }>): Compiled {
  const keys = it.keys.map(compile);
  const [key, ...more] = it.keys;
  const entry = key !== undefined && more.length === 0 ? entryReader(key, compile) : undefined;
  return partReader(it.of, (scope, of) => {
    const found = entry?.(scope, of);
    if (found !== undefined) return found;
    return elementOf(
      of,
      keys.map(it => it(scope)),
    );
  });
}

/** A part of something; where that has no such part, what may have been meant is said too. */
function partReader(of: Expression, part: (scope: Scope, of: Operand) => Operand): Compiled {
  const readWhole = compile(of);
  return scope => {
    const whole = readWhole(scope);
    try {
      return part(scope, whole);
    } catch (error) {
      throw withSuggestion(error, scope, whole);
    }
  };
}

function slice(it: Extract<Expression, { kind: 'slice' }>): Compiled {
  const of = compile(it.of);
  const from = it.from && compile(it.from);
  const to = it.to && compile(it.to);
  return scope => sliceOf(of(scope), from?.(scope), to?.(scope), it.isInclusive);
}

function unary({ operator, of: inner }: Extract<Expression, { kind: 'unary' }>): Compiled {
  // `-128i8` is one literal, though 128 is no i8.
  if (operator === '-' && inner.kind === 'number') {
    return constant(numberOf({ ...inner, value: -inner.value }));
  }
  const of = compile(inner);
  switch (operator) {
    case '*':
      return scope => targetOperand(scope, of(scope));
    case '&':
      return scope => addressOperand(of(scope));
    case '-':
      return scope => minus(of(scope));
    case '!':
      return scope => not(of(scope));
  }
}

function binary(it: Extract<Expression, { kind: 'binary' }>): Compiled {
  const { operator } = it;
  const left = compile(it.left);
  const right = compile(it.right);
  switch (operator) {
    case '&&':
      return scope => truth(truthOf(left(scope)) && truthOf(right(scope)));
    case '||':
      return scope => truth(truthOf(left(scope)) || truthOf(right(scope)));
    case '==':
    case '!=': {
      const isEqual = equalityReader(it.left, it.right, compile);
      return scope => truth(isEqual(scope) === (operator === '=='));
    }
    case '<':
    case '<=':
    case '>':
    case '>=':
      return scope => truth(comparison(operator, left(scope), right(scope)));
    default:
      return scope => arithmetic(operator, left(scope), right(scope));
  }
}

const TRUE: Operand = { kind: 'boolean', value: true };
const FALSE: Operand = { kind: 'boolean', value: false };

function truth(value: boolean): Operand {
  return value ? TRUE : FALSE;
}

/** What an expression that must be a whole number has come to. */
export function countOf(operand: Operand): number {
  if (operand.kind === 'integer' && operand.value >= 0n) return Number(operand.value);
  throw new EvaluationError(`${describe(operand)} is no number of elements`);
}
