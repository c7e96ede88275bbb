/** The one thing that a person can change: what a variable, a register or a word of memory holds. */

import { encodeValue } from '../../dwarf/values/encode';
import type { Type } from '../../dwarf/types';
import { bigToBytes } from '../../dwarf/bits';
import type { DwarfValue } from '../../dwarf/values/value';
import { createValue } from '../../dwarf/values/value';
import { hex32 } from '../../shared/hex';
import { EvaluationError } from '../evaluationError';
import { writeRegister } from '../inspect/registers';
import { writeBytes, writeFrameRegister } from '../inspect/writeBytes';
import type { Target } from '../target';
import type { CompiledExpression } from './evaluate';
import { parse } from './evaluate';
import type { Integer } from './integer';
import { checked, wrap } from './integer';
import type { Operand, ValuePlace } from './operand';
import { addressOf, describe, integerOf, primitive } from './primitives';
import type { Scope } from './scope';

/** As `Scope`, of a machine that can be written. */
export interface WritableScope extends Scope {
  readonly target: Target;
}

/**
 * Gives a place a new value.
 * @param text an expression, or a value in Rust's notation such as `Some(3)`
 * @throws EvaluationError with a sentence on why it stays as it is
 */
export function assign(scope: WritableScope, left: CompiledExpression, text: string): void {
  const operand = left.evaluate(scope).operand;
  switch (operand.kind) {
    case 'variable':
      assignValue(scope, createValue(operand.place), text);
      return;
    case 'integer':
      if (operand.place !== undefined) {
        assignInteger(scope, operand, operand.place, text);
        return;
      }
      break;
    case 'chain':
      throw new EvaluationError(
        operand.object.place === undefined
          ? `${describe(operand)} is the chain's: only transactions change it`
          : 'a storage slot cannot be set from here: only contracts write storage',
      );
    case 'bytes':
      throw new EvaluationError('bytes are set one by one');
    default:
  }
  throw new EvaluationError(`${describe(operand)} is computed: nothing can be assigned to it`);
}

/**
 * Changes a value of the debug information where it is.
 * @param scope whose frame the value was read in
 * @param text as of `assign`
 * @throws EvaluationError with a sentence on why it stays as it is
 */
export function assignValue(scope: WritableScope, value: DwarfValue, text: string): void {
  const { readOnly, fragments, layout } = value;
  if (readOnly !== undefined || fragments === undefined) {
    throw new EvaluationError(`it cannot be changed: ${readOnly ?? 'it is nowhere'}`);
  }
  const isSigned = layout.kind === 'scalar' && layout.encoding === 'signed';
  writeBytes(scope.target, scope.frame, fragments, bytesFor(scope, layout, text), isSigned);
}

function assignInteger(
  scope: WritableScope,
  { type }: Integer,
  place: ValuePlace,
  text: string,
): void {
  const number = integerOf(parse(text).evaluate(scope).operand).value;
  if (place.kind === 'csr' || place.kind === 'slot') {
    throw new EvaluationError('control and status registers cannot be set from here');
  }
  // A word is as good signed as unsigned.
  const bits = number < 0n ? wrap(type, number).value : checked(type, number).value;
  const { target, frame } = scope;
  if (place.kind === 'memory') {
    const { address, byteSize: length } = place;
    const fragment = { kind: 'memory', address, length } as const;
    writeBytes(target, frame, [fragment], bigToBytes(bits, length), false);
  } else if (place.number !== 'pc') {
    writeFrameRegister(target, frame, place.number, Number(bits));
  } else if (frame !== undefined) {
    writeRegister(target, frame, 'pc', Number(bits));
  } else throw new EvaluationError('pc is set in a frame');
}

/** A value as it is written in Rust, or what an expression comes to. */
function bytesFor(scope: Scope, type: Type, value: string): Uint8Array {
  const written = encodeValue(type, value);
  if (written instanceof Uint8Array) return written;
  const isEnum = type.kind === 'enumeration' || ('variants' in type && type.variants !== undefined);
  let text: string | undefined;
  try {
    const { operand } = parse(value).evaluate(scope);
    text = (type.kind === 'pointer' ? pointerIn(operand) : undefined) ?? literalOf(operand);
  } catch (error) {
    // Of an enum its variants are more help than a name that nothing has, and of a literal what it lacks.
    const isLiteral = /^\s*\[|\{/.test(value);
    if (isEnum || isLiteral || !(error instanceof EvaluationError))
      throw new EvaluationError(written.reason);
    throw error;
  }
  const computed = text === undefined ? written : encodeValue(type, text);
  if (computed instanceof Uint8Array) return computed;
  throw new EvaluationError(computed.reason);
}

/** The address that a pointer or reference holds; undefined for anything else. */
function pointerIn(operand: Operand): string | undefined {
  const isPointer = operand.kind === 'variable' && operand.place.type.kind === 'pointer';
  return isPointer ? hex32(addressOf(operand)) : undefined;
}

/** In Rust's notation; undefined for what has no literal. */
function literalOf(operand: Operand): string | undefined {
  const it = primitive(operand);
  switch (it.kind) {
    case 'integer':
      return it.isAddress ? hex32(Number(it.value)) : String(it.value);
    case 'boolean':
      return String(it.value);
    case 'char':
      return `'\\u{${it.value.toString(16)}}'`;
    case 'address':
      return `0x${it.address}`;
    case 'variable':
      return createValue(it.place).text;
    default:
      return undefined;
  }
}
