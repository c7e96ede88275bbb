/** What `as` makes of a value. [Rust Reference §8.2.4, type cast expressions] */

import type { Encoding, Type } from '../../dwarf/types';
import { constantStorage } from '../../dwarf/values/storage';
import { EvaluationError } from '../evaluationError';
import type { TypeExpression } from './expression';
import { INTEGER_TYPES, LITERAL, U8, wrap } from './integer';
import type { Operand } from './operand';
import { number } from './operand';
import { arrayType, bits, pointerType, unwrapped } from './places';
import { addressOf, describe, integerOf, primitive } from './primitives';
import type { Scope } from './scope';
import { valueContext } from './scope';

export function castReader(type: TypeExpression): (scope: Scope, of: Operand) => Operand {
  if (type.kind === 'pointer') {
    return (scope, of) =>
      pointer(scope, of, pointerType(resolveType(scope, type.to), type.isMutable));
  }
  const name = nameOf(type);
  const integer = INTEGER_TYPES.get(name);
  if (integer !== undefined) return (_scope, of) => number(wrap(integer, wholeNumber(of)));
  if (name === 'char') return (_scope, of) => char(of);
  const advice =
    name === 'bool'
      ? 'nothing can be cast as bool: compare it with 0'
      : `nothing can be cast as ${name}: a pointer can, as *const ${name}`;
  return () => {
    throw new EvaluationError(advice);
  };
}

function pointer(scope: Scope, of: Operand, type: Type): Operand {
  const storage = constantStorage(BigInt(addressOf(of)), 'it is computed and nowhere stored');
  return { kind: 'variable', place: { type, storage, context: valueContext(scope) } };
}

/** Of an integer, a truth value, a character, an enum without data, a pointer. */
function wholeNumber(of: Operand): bigint {
  const it = primitive(of);
  if (it.kind === 'boolean') return it.value ? 1n : 0n;
  if (it.kind === 'char') return BigInt(it.value);
  if (it.kind === 'integer') return it.value;
  if (it.kind !== 'variable') return integerOf(it).value;
  const place = unwrapped(it.place);
  if (place.type.kind !== 'enumeration') return BigInt(addressOf(it));
  return bits(place);
}

function char(of: Operand): Operand {
  const it = primitive(of);
  if (it.kind === 'char') return it;
  const { type, value } = integerOf(it);
  if (type.name === U8.name || (type === LITERAL && value >= 0n && value <= 255n)) {
    return { kind: 'char', value: Number(value) };
  }
  throw new EvaluationError(`only a u8 can be cast as char, not ${describe(it)}`);
}

const ENCODINGS: Readonly<Record<string, readonly [Encoding, number]>> = {
  bool: ['bool', 1],
  char: ['char', 4],
  f32: ['float', 4],
  f64: ['float', 8],
  '()': ['none', 0],
};

/** A type of the language, or one that the program or the kernel has under that name. */
export function resolveType(scope: Scope, type: TypeExpression): Type {
  switch (type.kind) {
    case 'pointer':
      return pointerType(resolveType(scope, type.to), type.isMutable);
    case 'array':
      return arrayType(resolveType(scope, type.of), type.count);
    case 'named':
      return plainType(type.name) ?? programType(scope, type.name);
  }
}

function plainType(name: string): Type | undefined {
  const integer = INTEGER_TYPES.get(name);
  if (integer !== undefined) {
    const encoding = integer.isSigned ? 'signed' : 'unsigned';
    return { kind: 'scalar', name, byteSize: integer.bits / 8, encoding };
  }
  const [encoding, byteSize] = (Object.hasOwn(ENCODINGS, name) && ENCODINGS[name]) || [];
  if (encoding === undefined || byteSize === undefined) return undefined;
  return { kind: 'scalar', name, byteSize, encoding };
}

function programType({ target, frame }: Scope, name: string): Type {
  const own = frame === undefined ? target.runningModule : frame.module;
  const found = own?.info.typeNamed(name) ?? target.kernel.info.typeNamed(name);
  if (found !== undefined) return found;
  throw new EvaluationError(`the program has no type named ${name}`);
}

function nameOf(type: Exclude<TypeExpression, { kind: 'pointer' }>): string {
  return type.kind === 'named' ? type.name : `[${typeText(type.of)}; ${type.count}]`;
}

function typeText(type: TypeExpression): string {
  if (type.kind !== 'pointer') return nameOf(type);
  return `*${type.isMutable ? 'mut' : 'const'} ${typeText(type.to)}`;
}
