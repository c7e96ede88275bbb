/** The value of an expression, for hover, watch and console. */

import type { DwarfValue } from '../../dwarf/values/value';
import { hex32 } from '../../shared/hex';
import { EvaluationError } from '../evaluationError';
import type { Frame } from '../frame';
import { spaceOf } from '../inspect/space';
import type { VariableView } from '../views';
import type { ArithmeticOperator, BinaryOperator, Expression } from './expression';
import { INTEGER_TYPES, U32, calculate, complement, literal, negate, wrap } from './integer';
import type { Scope, Surroundings } from './names';
import { readName, readRegister } from './names';
import type { IntegerOperand, Operand } from './operand';
import { address, byteAt, operandView, toBoolean, toInteger } from './operand';
import { parse } from './parser';

/** What `[address; n]` may ask for. */
const MAX_BYTES = 65536;
/** References to references; more of them are a loop. */
const MAX_REFERENCES = 8;

/** @throws EvaluationError with a sentence on why there is no value */
export function evaluate(
  target: Surroundings,
  frame: Frame | undefined,
  expression: string,
): VariableView {
  const text = expression.trim();
  const tree = parse(text);
  const operand = valueOf({ target, frame }, tree);
  return operandView(text, operand, isPath(tree) ? text : `(${text})`);
}

function isPath({ kind }: Expression): boolean {
  return kind === 'name' || kind === 'field' || kind === 'index';
}

function valueOf(scope: Scope, it: Expression): Operand {
  switch (it.kind) {
    case 'number':
      return { kind: 'integer', ...literal(it.value), isAddress: it.isHex };
    case 'register':
      return readRegister(scope, it.name);
    case 'name':
      return readName(scope, it.name);
    case 'field':
      return fieldOf(valueOf(scope, it.of), it.name);
    case 'index':
      return elementOf(valueOf(scope, it.of), integer(valueOf(scope, it.index)).value);
    case 'bytes':
      return bytesAt(scope, valueOf(scope, it.address), valueOf(scope, it.count));
    case 'cast': {
      const type = INTEGER_TYPES.get(it.type) ?? U32;
      const of = valueOf(scope, it.of);
      const flag = toBoolean(of);
      const value = flag === undefined ? integer(of).value : BigInt(flag);
      return { kind: 'integer', ...wrap(type, value), isAddress: false };
    }
    case 'unary':
      return unary(scope, it);
    case 'binary':
      return binary(it.operator, valueOf(scope, it.left), valueOf(scope, it.right));
  }
}

function unary(scope: Scope, it: Extract<Expression, { kind: 'unary' }>): Operand {
  const of = valueOf(scope, it.of);
  switch (it.operator) {
    case '*':
      return targetOf(scope, of);
    case '&':
      return addressOf(of);
    case '-':
      return { kind: 'integer', ...negate(integer(of)), isAddress: false };
    case '~':
    case '!': {
      const flag = toBoolean(of);
      if (flag !== undefined) return { kind: 'boolean', value: !flag };
      const number = integer(of);
      return { kind: 'integer', ...complement(number), isAddress: number.isAddress };
    }
  }
}

function binary(operator: BinaryOperator, left: Operand, right: Operand): Operand {
  switch (operator) {
    case '==':
    case '!=':
      return { kind: 'boolean', value: isEqual(left, right) === (operator === '==') };
    case '<':
      return { kind: 'boolean', value: integer(left).value < integer(right).value };
    case '<=':
      return { kind: 'boolean', value: integer(left).value <= integer(right).value };
    case '>':
      return { kind: 'boolean', value: integer(left).value > integer(right).value };
    case '>=':
      return { kind: 'boolean', value: integer(left).value >= integer(right).value };
    default:
      return arithmetic(operator, integer(left), integer(right));
  }
}

function isEqual(left: Operand, right: Operand): boolean {
  const flag = toBoolean(left);
  const other = toBoolean(right);
  if (flag !== undefined && other !== undefined) return flag === other;
  return integer(left).value === integer(right).value;
}

function arithmetic(
  operator: ArithmeticOperator,
  left: IntegerOperand,
  right: IntegerOperand,
): Operand {
  const isAddress = left.isAddress || right.isAddress;
  return { kind: 'integer', ...calculate(operator, left, right), isAddress };
}

/** What a reference refers to, or the word at an address. */
function targetOf(scope: Scope, of: Operand): Operand {
  const referent = of.kind === 'variable' ? childOf(of.value, '*') : undefined;
  if (referent !== undefined) return { kind: 'variable', value: referent };
  const place = addressIn(of);
  const bytes = read(scope, place, 4);
  const value = BigInt(new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true));
  return { kind: 'integer', type: U32, value, isAddress: true, place };
}

function addressOf(of: Operand): Operand {
  if (of.kind === 'variable') {
    if (of.value.address !== undefined) return address(of.value.address);
    throw new EvaluationError('this variable is not in memory: it has no address');
  }
  if (of.kind === 'bytes') return address(of.address);
  // A symbol stands for its address already.
  if (of.kind === 'integer' && of.place !== undefined) return address(of.place);
  if (of.kind === 'integer' && of.isAddress) return of;
  throw new EvaluationError('only what is in memory has an address');
}

/** References on the way are followed, as in Rust. */
function fieldOf(of: Operand, name: string): Operand {
  if (of.kind !== 'variable') throw new EvaluationError(`a number has no field named ${name}`);
  let value: DwarfValue | undefined = of.value;
  for (let count = 0; value !== undefined && count < MAX_REFERENCES; count++) {
    const field = childOf(value, name);
    if (field !== undefined) return { kind: 'variable', value: field };
    value = childOf(value, '*');
  }
  throw new EvaluationError(`${of.value.type} has no field named ${name}`);
}

function elementOf(of: Operand, index: bigint): Operand {
  const list = of.kind === 'variable' ? listIn(of.value) : of;
  const count = list.kind === 'bytes' ? list.bytes.length : undefined;
  const length = list.kind === 'variable' ? list.value.indexedCount : count;
  if (length === undefined) throw new EvaluationError('only lists have elements');
  if (index < 0n || index >= BigInt(length)) {
    throw new EvaluationError(`there is no element ${index}: the list has ${length}`);
  }
  if (list.kind === 'bytes') return byteAt(list, Number(index));
  const value = list.kind === 'variable' ? list.value.children?.(Number(index), 1)[0] : undefined;
  if (value === undefined) throw new EvaluationError(`element ${index} cannot be read`);
  return { kind: 'variable', value: value.value };
}

function listIn(outer: DwarfValue): Operand {
  let value: DwarfValue | undefined = outer;
  for (let count = 0; value !== undefined && count < MAX_REFERENCES; count++) {
    if (value.indexedCount !== undefined) return { kind: 'variable', value };
    value = childOf(value, '*');
  }
  return { kind: 'variable', value: outer };
}

function bytesAt(scope: Scope, start: Operand, count: Operand): Operand {
  const length = integer(count).value;
  if (length < 0n || length > BigInt(MAX_BYTES)) {
    throw new EvaluationError(`${length} bytes cannot be shown: at most ${MAX_BYTES} can`);
  }
  const at = addressIn(start);
  return { kind: 'bytes', address: at, bytes: read(scope, at, Number(length)) };
}

function read({ target, frame }: Scope, start: number, length: number): Uint8Array {
  const bytes = target.machine.readVirtual(start, length, spaceOf(target, frame));
  if (bytes.length === length) return bytes;
  throw new EvaluationError(`there is no memory at ${hex32(start + bytes.length)}`);
}

function addressIn(operand: Operand): number {
  return Number(BigInt.asUintN(32, integer(operand).value));
}

function integer(operand: Operand): IntegerOperand {
  const number = toInteger(operand);
  if (number !== undefined) return number;
  const what = operand.kind === 'variable' ? operand.value.text : kindOf(operand);
  throw new EvaluationError(`${what} is not an integer`);
}

function kindOf(operand: Operand): string {
  return operand.kind === 'boolean' ? String(operand.value) : 'a list';
}

/** Elements have no names: a long list is not read for one. */
function childOf({ children, indexedCount }: DwarfValue, name: string): DwarfValue | undefined {
  if (indexedCount !== undefined) return undefined;
  return children?.().find(it => it.name === name)?.value;
}
