/** Operands as what operators work on: integers, truth values, characters, texts and addresses. */

import { addressFromBytes } from '../../chain/address';
import type { ScalarType } from '../../dwarf/types';
import { isAddress } from '../../dwarf/values/domain';
import { isStruct } from '../../dwarf/values/members';
import { present } from '../../dwarf/values/present';
import type { Place } from '../../dwarf/values/presentation';
import { isMissing } from '../../dwarf/values/storage';
import { hex32 } from '../../shared/hex';
import { EvaluationError } from '../evaluationError';
import type { IntegerType } from './integer';
import { INTEGER_TYPES, wrap } from './integer';
import type { IntegerOperand, Operand, ValuePlace } from './operand';
import { address } from './operand';
import { addressIn, bits, targetOf, unwrapped } from './places';

/** References to references; more of them are a loop. */
const MAX_REFERENCES = 8;

/** The operand itself where there is nothing simpler in it. */
export function primitive(operand: Operand): Operand {
  if (operand.kind === 'variable') return primitiveAt(operand.place) ?? operand;
  if (operand.kind === 'chain') return operand.object.value ?? operand;
  return operand;
}

/** A reference is as good as what it refers to, a raw pointer is its address. */
function primitiveAt(outer: Place): Operand | undefined {
  let place: Place | undefined = outer;
  for (let count = 0; place !== undefined && count < MAX_REFERENCES; count++) {
    const account = accountAt(place);
    if (account !== undefined) return account;
    if (place.type.kind !== 'scalar') place = unwrapped(place);
    const { type } = place;
    if (type.kind === 'scalar') return scalar(type, place);
    const isRaw = type.kind === 'pointer' && type.name.startsWith('*');
    if (isRaw || (type.kind === 'pointer' && type.target.kind === 'function')) {
      return address(addressIn(place));
    }
    const text = isStruct(place) ? textAt(place) : undefined;
    if (text !== undefined) return text;
    place = targetOf(place);
  }
  return undefined;
}

function scalar(type: ScalarType, place: Place): Operand | undefined {
  const value = bits(place);
  switch (type.encoding) {
    case 'signed':
    case 'unsigned':
      return integerAt(type, value);
    case 'bool':
      if (value > 1n) throw new EvaluationError(`${value} is no bool`);
      return { kind: 'boolean', value: value === 1n };
    case 'char':
      return { kind: 'char', value: Number(value) };
    default:
      return undefined;
  }
}

function integerAt({ name, byteSize, encoding }: ScalarType, value: bigint): IntegerOperand {
  const type: IntegerType = INTEGER_TYPES.get(name) ?? {
    name,
    bits: byteSize * 8,
    isSigned: encoding === 'signed',
  };
  return { kind: 'integer', ...wrap(type, value), isAddress: false };
}

function textAt(place: Place): Operand | undefined {
  const presentation = present(place);
  if (presentation.kind !== 'str') return undefined;
  return { kind: 'text', value: new TextDecoder().decode(presentation.bytes) };
}

/** clibc's Address, or whatever else has the name and the bytes. */
function accountAt({ type, storage }: Place): Operand | undefined {
  if (type.kind !== 'struct' || !type.name.endsWith('Address') || !isAddress(type))
    return undefined;
  const bytes = storage.read(0, type.byteSize);
  const account = isMissing(bytes) ? undefined : addressFromBytes(bytes);
  return account && { kind: 'address', address: account, label: undefined };
}

/** @throws EvaluationError */
export function integerOf(operand: Operand): IntegerOperand {
  const it = primitive(operand);
  if (it.kind === 'integer') return it;
  throw new EvaluationError(`${describe(it)} is not an integer`);
}

/** The address that an integer is, or a pointer or reference holds. */
export function addressOf(operand: Operand): number {
  if (operand.kind === 'variable') {
    const place = unwrapped(operand.place);
    if (place.type.kind === 'pointer') return addressIn(place);
    const presentation = isStruct(place) ? present(place) : undefined;
    if (presentation?.kind === 'pointer' && presentation.address !== undefined) {
      return presentation.address;
    }
  }
  return Number(BigInt.asUintN(32, integerOf(operand).value));
}

/** For a sentence. */
export function describe(operand: Operand): string {
  switch (operand.kind) {
    case 'integer':
      return describeInteger(operand);
    case 'boolean':
      return String(operand.value);
    case 'char':
      return `'${String.fromCodePoint(operand.value)}'`;
    case 'text':
      return JSON.stringify(operand.value);
    case 'address':
      return operand.label ?? `0x${operand.address}`;
    case 'variable':
      return withArticle(operand.place.type.name);
    case 'bytes':
      return 'a list';
    case 'chain':
      return operand.object.type ?? operand.object.text;
  }
}

function describeInteger({ value, isAddress, symbol }: IntegerOperand): string {
  if (symbol !== undefined) return `${symbol.name}, the ${symbol.kind} at ${hex32(Number(value))},`;
  return isAddress ? `0x${value.toString(16)}` : String(value);
}

function withArticle(type: string): string {
  return /^[a-zA-Z]/.test(type) ? `${/^[aeioAEIO]/.test(type) ? 'an' : 'a'} ${type}` : type;
}

/** Where an operand is, if it is anywhere that can change. */
export function placeOf(operand: Operand, satp: number): ValuePlace | undefined {
  switch (operand.kind) {
    case 'integer':
      return operand.place;
    case 'bytes':
      return {
        kind: 'memory',
        address: operand.address,
        byteSize: operand.bytes.length,
        satp: operand.satp,
      };
    case 'chain':
      return operand.object.place;
    case 'variable':
      return variablePlace(unwrapped(operand.place), satp);
    default:
      return undefined;
  }
}

function variablePlace({ type, storage }: Place, satp: number): ValuePlace | undefined {
  const { address: at, register } = storage;
  if (at !== undefined) return { kind: 'memory', address: at, byteSize: type.byteSize, satp };
  return register === undefined ? undefined : { kind: 'register', number: register };
}
