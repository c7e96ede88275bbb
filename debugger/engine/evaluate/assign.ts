/** The one thing that an expression can change: what a variable, a register or a word of memory holds. */

import { encodeValue } from '../../dwarf/values/encode';
import type { Type } from '../../dwarf/types';
import type { Place } from '../../dwarf/values/presentation';
import type { Fragment } from '../../dwarf/values/storage';
import { createValue } from '../../dwarf/values/value';
import { hex32 } from '../../shared/hex';
import { REGISTER_NAMES } from '../../vm/isa/registers';
import { EvaluationError } from '../evaluationError';
import { writeRegister } from '../inspect/registers';
import { spaceOf } from '../inspect/space';
import type { Target } from '../target';
import type { CompiledExpression } from './evaluate';
import { parse } from './evaluate';
import type { Integer } from './integer';
import { checked, wrap } from './integer';
import type { Operand, ValuePlace } from './operand';
import { describe, integerOf, primitive } from './primitives';
import type { Scope } from './scope';

/** As `Scope`, of a machine that can be written. */
export interface WritableScope extends Scope {
  readonly target: Target;
}

/**
 * Gives a place a new value.
 * @param value an expression, or a value in Rust's notation such as `Some(3)`
 * @throws EvaluationError with a sentence on why it stays as it is
 */
export function assign(scope: WritableScope, left: CompiledExpression, value: string): void {
  const operand = left.evaluate(scope).operand;
  switch (operand.kind) {
    case 'variable':
      assignVariable(scope, operand.place, value);
      return;
    case 'integer':
      if (operand.place !== undefined) {
        assignInteger(scope, operand, operand.place, value);
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

function assignInteger(
  scope: WritableScope,
  { type }: Integer,
  place: ValuePlace,
  value: string,
): void {
  const number = integerOf(parse(value).evaluate(scope).operand).value;
  if (place.kind === 'csr' || place.kind === 'slot') {
    throw new EvaluationError('control and status registers cannot be set from here');
  }
  // A word is as good signed as unsigned.
  const bits = number < 0n ? wrap(type, number).value : checked(type, number).value;
  if (place.kind === 'register') {
    setRegister(scope, place.number, Number(bits));
  } else {
    writeMemory(scope, place.address, littleEndian(bits, place.byteSize));
  }
}

function assignVariable(scope: WritableScope, place: Place, value: string): void {
  const { readOnly, fragments, layout } = createValue(place);
  if (readOnly !== undefined) throw new EvaluationError(`this cannot be set: ${readOnly}`);
  const bytes = bytesFor(scope, layout, value);
  let at = 0;
  for (const fragment of fragments ?? []) {
    const part = bytes.subarray(at, at + fragment.length);
    if (fragment.kind === 'memory') writeMemory(scope, fragment.address, part);
    else setRegister(scope, fragment.number, inRegister(scope, layout, fragment, part));
    at += fragment.length;
  }
}

/** A value as it is written in Rust, or what an expression comes to. */
function bytesFor(scope: Scope, type: Type, value: string): Uint8Array {
  const written = encodeValue(type, value);
  if (written instanceof Uint8Array) return written;
  const isEnum = type.kind === 'enumeration' || ('variants' in type && type.variants !== undefined);
  let text: string | undefined;
  try {
    text = literalOf(parse(value).evaluate(scope).operand);
  } catch (error) {
    // Of an enum its variants are more help than a name that nothing has.
    if (isEnum || !(error instanceof EvaluationError)) throw new EvaluationError(written.reason);
    throw error;
  }
  const computed = text === undefined ? written : encodeValue(type, text);
  if (computed instanceof Uint8Array) return computed;
  throw new EvaluationError(computed.reason);
}

/** In Rust's notation; undefined for what has no literal. */
function literalOf(operand: Operand): string | undefined {
  const it = primitive(operand);
  switch (it.kind) {
    case 'integer':
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

/**
 * A whole variable that is narrower than its register is extended as the calling convention has it, a part of one leaves
 * the rest of the register alone. [psABI integer calling convention]
 */
function inRegister(
  { frame }: Scope,
  type: Type,
  { start, number }: Extract<Fragment, { kind: 'register' }>,
  bytes: Uint8Array,
): number {
  const bits = bytes.reduceRight((value, it) => (value << 8n) | BigInt(it), 0n);
  const width = bytes.length * 8;
  if (bytes.length === type.byteSize && start === 0) {
    const isSigned = type.kind === 'scalar' && type.encoding === 'signed';
    return Number(isSigned ? BigInt.asIntN(width, bits) : bits);
  }
  const before = BigInt((frame?.registers(number) ?? 0) >>> 0);
  const mask = ((1n << BigInt(width)) - 1n) << BigInt(start * 8);
  return Number((before & ~mask) | (bits << BigInt(start * 8)));
}

function setRegister(scope: WritableScope, number: number | 'pc', value: number): void {
  const { target, frame } = scope;
  if (frame === undefined) throw new EvaluationError('registers are set in a frame');
  const name = number === 'pc' ? number : REGISTER_NAMES[number];
  writeRegister(target, frame, name ?? '', value);
}

function writeMemory({ target, frame }: WritableScope, at: number, bytes: Uint8Array): void {
  const written = target.machine.writeVirtual(at, bytes, spaceOf(target, frame));
  if (written < bytes.length) throw new EvaluationError(`there is no memory at ${hex32(at)}`);
}

function littleEndian(value: bigint, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => Number(BigInt.asUintN(8, value >> BigInt(at * 8))));
}
