/** Fields, elements, slices, and what pointers point at. */

import { hex32 } from '../../shared/hex';
import { constantStorage } from '../../dwarf/values/storage';
import { EvaluationError } from '../evaluationError';
import { spaceOf } from '../inspect/space';
import { U32 } from './integer';
import type { ChainObject } from './chainObject';
import type { IntegerOperand, Operand } from './operand';
import { address, byteAt, number } from './operand';
import type { Elements } from './places';
import {
  arrayPlace,
  arrayType,
  elementsOf,
  entriesOf,
  memberNames,
  memberOf,
  pointerType,
  targetOf,
  unwrapped,
} from './places';
import { addressOf, describe, integerOf, primitive } from './primitives';
import type { Scope } from './scope';

/** What `[address; n]` may ask for. */
const MAX_BYTES = 65536;

/** References on the way are followed, as in Rust. */
export function fieldOf(of: Operand, name: string): Operand {
  if (of.kind === 'variable') {
    const place = memberOf(of.place, name);
    if (place !== undefined) return { kind: 'variable', place };
    throw new EvaluationError(noField(describe(of), name, memberNames(of.place)));
  }
  if (of.kind === 'chain') {
    const known = of.object.member?.(name);
    if (known !== undefined) return known;
    const members = of.object.members?.() ?? [];
    const found = members.find(it => it.name === name);
    if (found !== undefined) return found.value;
    const names = members.map(it => it.name);
    throw new EvaluationError(noField(describe(of), name, names));
  }
  throw new EvaluationError(`${describe(of)} has no field named ${name}`);
}

/** A few names help; a hundred do not. */
const MAX_NAMES = 8;

function noField(what: string, name: string, names: readonly string[]): string {
  const there =
    names.length === 0 || names.length > MAX_NAMES ? '' : `: there is ${names.join(', ')}`;
  return `${what} has no field named ${name}${there}`;
}

export function elementOf(of: Operand, keys: readonly Operand[]): Operand {
  if (of.kind === 'chain' && of.object.at !== undefined) return of.object.at(keys);
  const { count, at } = listOf(of);
  const [key] = keys;
  if (key === undefined || keys.length > 1) {
    throw new EvaluationError('an element has one number');
  }
  const index = integerOf(key).value;
  if (index < 0n || index >= BigInt(count)) {
    throw new EvaluationError(`there is no element ${index}: the list has ${count}`);
  }
  return at(Number(index));
}

export function lengthOf(of: Operand): IntegerOperand {
  const it = primitive(of);
  if (it.kind === 'text') {
    return number({ type: U32, value: BigInt(new TextEncoder().encode(it.value).length) });
  }
  const entries = of.kind === 'variable' ? entriesOf(of.place) : undefined;
  return number({ type: U32, value: BigInt((entries ?? listOf(of)).count) });
}

export interface OperandList {
  readonly count: number;
  readonly at: (index: number) => Operand;
}

export function listOf(of: Operand): OperandList {
  if (of.kind === 'bytes') return { count: of.bytes.length, at: index => byteAt(of, index) };
  if (of.kind === 'chain' && of.object.count !== undefined) {
    const { object } = of;
    const at = (index: number): Operand => {
      const element = object.element?.(index);
      if (element === undefined) throw new EvaluationError(`element ${index} cannot be read`);
      return element;
    };
    return { count: object.count ?? 0, at };
  }
  const elements = of.kind === 'variable' ? elementsOf(of.place) : undefined;
  if (elements === undefined) {
    const [isText, isPointer] = [primitive(of).kind === 'text', isRawPointer(of)];
    throw new EvaluationError(
      isText
        ? 'a text has no elements'
        : isPointer
          ? `a pointer does not know how many elements there are: ask for them with ,[n]`
          : `${describe(of)} has no elements`,
    );
  }
  return { count: elements.count, at: index => ({ kind: 'variable', place: elements.at(index) }) };
}

function isRawPointer(of: Operand): boolean {
  return of.kind === 'variable' && of.place.type.kind === 'pointer';
}

/** `of[from..to]` */
export function sliceOf(
  of: Operand,
  from: Operand | undefined,
  to: Operand | undefined,
  isInclusive: boolean,
): Operand {
  const text = primitive(of);
  const bytes = text.kind === 'text' ? new TextEncoder().encode(text.value) : undefined;
  const count = bytes?.length ?? listOf(of).count;
  const start = from === undefined ? 0n : integerOf(from).value;
  const end = to === undefined ? BigInt(count) : integerOf(to).value + (isInclusive ? 1n : 0n);
  if (start < 0n || start > end || end > BigInt(count)) {
    throw new EvaluationError(`there is no range ${start}..${end}: the list has ${count}`);
  }
  const [low, high] = [Number(start), Number(end)];
  if (bytes !== undefined) {
    return { kind: 'text', value: new TextDecoder().decode(bytes.slice(low, high)) };
  }
  if (of.kind === 'bytes') {
    return { ...of, address: of.address + low, bytes: of.bytes.slice(low, high) };
  }
  const elements = of.kind === 'variable' ? elementsOf(of.place) : undefined;
  if (of.kind !== 'variable' || elements === undefined) {
    throw new EvaluationError(`${describe(of)} has no slices`);
  }
  return { kind: 'variable', place: part(of, elements, low, high - low) };
}

/** The elements are side by side, except in a ring that goes round its end. */
function part(
  of: Extract<Operand, { kind: 'variable' }>,
  { at }: Elements,
  low: number,
  count: number,
) {
  const { type, storage, context } = at(low);
  const last = at(low + Math.max(0, count - 1)).storage.address;
  const first = storage.address;
  const distance = Math.max(0, count - 1) * type.byteSize;
  if (first !== undefined && last !== first + distance) {
    throw new EvaluationError(
      `these elements of ${describe(of)} are not side by side: ask for fewer`,
    );
  }
  return { type: arrayType(type, count), storage, context };
}

/** What a pointer points at, or the word at an address. */
export function targetOperand(scope: Scope, of: Operand): Operand {
  if (of.kind === 'variable') {
    const target = targetOf(of.place);
    if (target !== undefined) return { kind: 'variable', place: target };
    const { type } = unwrapped(of.place);
    if (type.kind === 'pointer') throw new EvaluationError('a null pointer points at nothing');
  }
  const at = addressOf(of);
  const bytes = read(scope, at, 4);
  const value = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  const satp = spaceOf(scope.target, scope.frame);
  return address(value, { kind: 'memory', address: at, byteSize: 4, satp });
}

/** A typed pointer to what has a type, else a plain address. */
export function addressOperand(of: Operand): Operand {
  if (of.kind === 'variable') {
    const { type, storage, context } = of.place;
    if (storage.address === undefined) {
      throw new EvaluationError('this variable is not in memory: it has no address');
    }
    const pointer = constantStorage(BigInt(storage.address), 'it is computed and nowhere stored');
    return {
      kind: 'variable',
      place: { type: pointerType(type, false), storage: pointer, context },
    };
  }
  if (of.kind === 'bytes') return address(of.address);
  if (of.kind === 'integer' && of.place?.kind === 'memory') return address(of.place.address);
  // A symbol stands for its address already.
  if (of.kind === 'integer' && of.isAddress && of.place === undefined) return of;
  throw new EvaluationError('only what is in memory has an address');
}

export function bytesAt(scope: Scope, start: Operand, count: Operand): Operand {
  const length = integerOf(count).value;
  if (length < 0n || length > BigInt(MAX_BYTES)) {
    throw new EvaluationError(`${length} bytes cannot be shown: at most ${MAX_BYTES} can`);
  }
  const at = addressOf(start);
  const satp = spaceOf(scope.target, scope.frame);
  return { kind: 'bytes', address: at, bytes: read(scope, at, Number(length)), satp };
}

/** `pointer,[n]` */
export function elementsAt(scope: Scope, pointer: Operand, count: number): Operand {
  if (pointer.kind !== 'variable') {
    const length: Operand = { kind: 'integer', type: U32, value: BigInt(count), isAddress: false };
    return bytesAt(scope, pointer, length);
  }
  const { type, context } = unwrapped(pointer.place);
  const first = elementsOf(pointer.place)?.at(0) ?? targetOf(pointer.place);
  const at = first?.storage.address;
  if (first === undefined || at === undefined) {
    throw new EvaluationError(`${type.name} points at no elements`);
  }
  return { kind: 'variable', place: arrayPlace(first.type, count, at, context) };
}

/** Of bytes of the program's as text. */
export function textAt(scope: Scope, of: Operand): Operand {
  const it = primitive(of);
  if (it.kind === 'text') return it;
  const bytes = bytesOf(of) ?? terminated(scope, addressOf(of));
  return { kind: 'text', value: new TextDecoder().decode(bytes) };
}

/** Of a list of bytes, wherever it is; undefined for anything else. */
export function bytesOf(of: Operand): Uint8Array | undefined {
  if (of.kind === 'bytes') return of.bytes;
  if (of.kind === 'chain') return chainBytes(of.object);
  const elements = of.kind === 'variable' ? elementsOf(of.place) : undefined;
  if (elements === undefined) return undefined;
  const count = Math.min(elements.count, MAX_BYTES);
  return Uint8Array.from({ length: count }, (_, index) =>
    Number(BigInt.asUintN(8, integerOf({ kind: 'variable', place: elements.at(index) }).value)),
  );
}

function chainBytes(object: ChainObject): Uint8Array | undefined {
  if (object.element === undefined) return undefined;
  return Uint8Array.from({ length: object.count ?? 0 }, (_, at) => {
    const element = object.element?.(at);
    return element === undefined ? 0 : Number(BigInt.asUintN(8, integerOf(element).value));
  });
}

/** Up to a zero, as C has it; what is not mapped ends it too. */
function terminated(scope: Scope, at: number): Uint8Array {
  const satp = spaceOf(scope.target, scope.frame);
  const bytes = scope.target.machine.readVirtual(at, MAX_TEXT, satp);
  if (bytes.length === 0) throw new EvaluationError(`there is no memory at ${hex32(at)}`);
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

const MAX_TEXT = 1024;

function read({ target, frame }: Scope, start: number, length: number): Uint8Array {
  const bytes = target.machine.readVirtual(start, length, spaceOf(target, frame));
  if (bytes.length === length) return bytes;
  throw new EvaluationError(`there is no memory at ${hex32(start + bytes.length)}`);
}
