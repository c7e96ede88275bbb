/** Whether a value is what a pattern says: `Some(_)`, `Status::Open`, or simply another value. */

import { EvaluationError } from '../evaluationError';
import type { ChainVariant } from './chainObject';
import type { Compiled } from './compile';
import type { Expression } from './expression';
import { listOf } from './members';
import type { Operand } from './operand';
import { isEqual } from './operators';
import { shapeOf, variantOf } from './places';
import { describe, primitive } from './primitives';
import type { Scope } from './scope';

type Fits = (scope: Scope, operand: Operand) => boolean;
type Compile = (tree: Expression) => Compiled;

/** What no scope has a value for. */
const ONLY_PATTERNS: ReadonlySet<Expression['kind']> = new Set(['variant', 'struct', 'list']);

const lastName = (path: string): string => path.slice(path.lastIndexOf(':') + 1);

/** `==`, where one side may be a variant of the other's enum, which no scope has a name for. */
export function equalityReader(
  left: Expression,
  right: Expression,
  compile: Compile,
): (scope: Scope) => boolean {
  const [value, pattern] = ONLY_PATTERNS.has(left.kind) ? [right, left] : [left, right];
  const read = compile(value);
  const fits = patternReader(pattern, compile);
  return scope => fits(scope, read(scope));
}

export function patternReader(pattern: Expression, compile: Compile): Fits {
  if (pattern.kind === 'name' && pattern.name === '_') return () => true;
  if (pattern.kind === 'struct') return structReader(pattern, compile);
  if (pattern.kind === 'list') return listReader(pattern, compile);
  if (pattern.kind !== 'name' && pattern.kind !== 'variant') {
    const read = compile(pattern);
    return (scope, operand) => isEqual(operand, read(scope));
  }
  const name = lastName(pattern.name);
  const read = compile(pattern);
  const fields =
    pattern.kind === 'variant' ? pattern.fields.map(it => patternReader(it, compile)) : [];
  return (scope, operand) => {
    const variant = variantIn(operand);
    if (variant?.names.includes(name) !== true) {
      if (pattern.kind === 'name') return isEqual(operand, read(scope));
      throw new EvaluationError(`${describe(operand)} has no variant named ${name}`, pattern.span);
    }
    if (variant.name !== name) return false;
    if (pattern.kind === 'variant' && fields.length !== variant.fields.length) {
      throw new EvaluationError(
        `${name} holds ${variant.fields.length} values, not ${fields.length}`,
        pattern.span,
      );
    }
    return fields.every((fits, at) => {
      const field = variant.fields[at];
      return field !== undefined && fits(scope, field);
    });
  };
}

function structReader(
  { name: path, fields, span }: Extract<Expression, { kind: 'struct' }>,
  compile: Compile,
): Fits {
  const name = lastName(path);
  const readers = fields.map(it => ({ ...it, fits: patternReader(it.value, compile) }));
  return (scope, operand) => {
    const shape = operand.kind === 'variable' ? shapeOf(operand.place) : undefined;
    if (shape?.names.includes(name) !== true) {
      throw new EvaluationError(`${describe(operand)} is never ${name} { .. }`, span);
    }
    if (shape.name !== name) return false;
    return readers.every(({ name: wanted, fits, span: at }) => {
      const field = shape.fields.find(it => it.name === wanted);
      if (field) return fits(scope, { kind: 'variable', place: field.place });
      const there = shape.fields.map(it => it.name).join(', ');
      throw new EvaluationError(`${name} has no field named ${wanted}: there is ${there}`, at);
    });
  };
}

function listReader({ elements }: Extract<Expression, { kind: 'list' }>, compile: Compile): Fits {
  const readers = elements.map(it => patternReader(it, compile));
  return (scope, operand) => {
    const { count, at } = listOf(operand);
    return count === readers.length && readers.every((fits, index) => fits(scope, at(index)));
  };
}

function variantIn(operand: Operand): ChainVariant | undefined {
  if (operand.kind === 'chain') return operand.object.variant;
  // What has a simpler value is no enum, and most values have.
  if (primitive(operand).kind !== 'variable') return undefined;
  const variant = operand.kind === 'variable' ? variantOf(operand.place) : undefined;
  if (variant === undefined) return undefined;
  const { name, names } = variant;
  return { name, names, fields: variant.fields.map(it => ({ kind: 'variable', place: it.place })) };
}
