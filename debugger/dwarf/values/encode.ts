/**
 * The bytes of a value that a person typed, in Rust's notation: numbers, characters, `None`, `Some(3)`,
 * `Pair { a: 1, b: 2 }`, `[0; 4]`, and an address by its digits.
 */

import { bigToBytes, bytesToBig } from '../bits';
import type { ArrayType, Member, StructType, Type } from '../types';
import type { Variant, VariantPart } from '../variantPart';
import { variantOf } from '../variantPart';
import { isAddress } from './domain';
import type { NotEncoded } from './encodeScalar';
import { encodeScalar } from './encodeScalar';
import type { Literal } from './literal';
import { parseLiteral } from './literal';
import { isFatPointer, isPhantom, isPosition } from './members';
import type { Presentation } from './presentation';

export type { NotEncoded } from './encodeScalar';

type Encoded = Uint8Array | NotEncoded;

/** No array that a person types has more bytes. */
const MAX_BYTES = 1 << 16;

/** Types of structs in structs; a malformed one may contain itself. */
const MAX_DEPTH = 32;

/**
 * @param layout the type of what is overwritten: `DwarfValue.layout`
 * @returns `layout.byteSize` bytes, or a sentence on why there are none
 */
export function encodeValue(layout: Type, text: string): Encoded {
  const typed = text.trim();
  if (isAtomic(layout)) return encodeScalar(layout, typed);
  const literal = parseLiteral(typed);
  return 'reason' in literal ? literal : encodeLiteral(layout, literal, 0);
}

/** Why no value of a type can be typed; undefined where one can. */
export function refusal(type: Type, shownAs: Presentation['kind']): string | undefined {
  switch (shownAs) {
    case 'str':
      return `a ${type.name} cannot be set: other text would need other memory`;
    case 'entries':
      return `a ${type.name} cannot be set as a whole: set the value of an entry`;
    case 'list':
      if (type.kind !== 'array') {
        return `a ${type.name} cannot be set as a whole: set one of its elements`;
      }
      break;
    case 'pointer':
      if (type.kind !== 'pointer') return `a ${type.name} cannot be set: set what it points to`;
      break;
    case 'broken':
      return `a ${type.name} that is not initialized cannot be set: set its fields`;
    default:
  }
  if (type.byteSize === 0) return `${type.name} has one value only`;
  return type.kind === 'unknown' || type.kind === 'function'
    ? `nobody can type a ${type.name}`
    : undefined;
}

function isAtomic(
  type: Type,
): type is Extract<Type, { kind: 'scalar' | 'enumeration' | 'pointer' }> {
  return type.kind === 'scalar' || type.kind === 'enumeration' || type.kind === 'pointer';
}

function encodeLiteral(type: Type, literal: Literal, depth: number): Encoded {
  if (depth > MAX_DEPTH || type.byteSize > MAX_BYTES)
    return { reason: `a ${type.name} is too large to be typed` };
  if (isAtomic(type)) {
    if (literal.kind === 'atom') return encodeScalar(type, literal.text);
    const isUnit = literal.kind === 'tuple' && literal.name === '' && literal.parts.length === 0;
    if (isUnit && type.byteSize === 0) return new Uint8Array();
    return { reason: `a ${type.name} has no parts` };
  }
  if (type.kind === 'array') return encodeArray(type, literal, depth);
  if (type.kind !== 'struct' && type.kind !== 'union') {
    return { reason: `nobody can type a ${type.name}` };
  }
  if (type.variants) return encodeVariant(type, type.variants, literal, depth);
  if (isAddress(type) && literal.kind === 'atom') return encodeAddress(type, literal.text);
  const wrapped = wrappedBy(type);
  if (wrapped)
    return placed(type.byteSize, [[wrapped, encodeLiteral(wrapped.type, literal, depth + 1)]]);
  if (type.path.startsWith('alloc::') || isFatPointer(type)) {
    return { reason: `a ${type.name} cannot be made here: it would need memory` };
  }
  return encodeStruct(type, bareName(type.name), type.members, literal, depth);
}

/** Wrappers that nobody writes. */
const TRANSPARENT =
  /^core::(?:cell::(?:Cell|UnsafeCell)<|num::(?:nonzero::NonZero<|niche_types::|wrapping::|saturating::)|sync::atomic::|mem::manually_drop::|mem::maybe_dangling::|ptr::(?:non_null|unique)::)/;

function wrappedBy({ path, name, members }: StructType): Member | undefined {
  const [only, ...more] = members.filter(it => it.type.byteSize > 0);
  if (!only || more.length > 0 || !TRANSPARENT.test(path)) return undefined;
  const { type } = only;
  const isNonZero = name.startsWith('NonZero');
  return isNonZero && type.kind === 'scalar' ? { ...only, type: { ...type, isNonZero } } : only;
}

function encodeArray(type: ArrayType, literal: Literal, depth: number): Encoded {
  const { element, count, name } = type;
  if (literal.kind === 'repeat') {
    if (Number(literal.count) !== count) return { reason: `${name} has ${count} elements` };
    const one = encodeLiteral(element, literal.part, depth + 1);
    return 'reason' in one ? one : joined(Array.from({ length: count }, () => one));
  }
  if (literal.kind !== 'list') return { reason: `${name} is written as [a, b] or [a; ${count}]` };
  if (literal.parts.length !== count) {
    return { reason: `${name} has ${count} elements, not ${literal.parts.length}` };
  }
  const parts: Uint8Array[] = [];
  for (const part of literal.parts) {
    const bytes = encodeLiteral(element, part, depth + 1);
    if ('reason' in bytes) return bytes;
    parts.push(bytes);
  }
  return joined(parts);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, it) => sum + it.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function encodeAddress({ name, byteSize }: StructType, text: string): Encoded {
  const digits = /^(?:0x)?([\da-f]{40})$/i.exec(text)?.[1];
  if (digits === undefined) return { reason: `an ${name} has 40 hexadecimal digits` };
  return bigToBytes(BigInt(`0x${digits}`), byteSize).reverse();
}

/** The variant's fields, then the discriminant, which may be in a part of a field that they do not need. */
function encodeVariant(
  type: StructType,
  part: VariantPart,
  literal: Literal,
  depth: number,
): Encoded {
  const name = nameOf(literal)?.replace(/^.*::/s, '');
  const variant = part.variants.find(it => it.member.name === name);
  if (!variant) {
    const names = part.variants.map(it => it.member.name).join(', ');
    return { reason: `${type.name} is one of ${names}` };
  }
  const { member } = variant;
  const members = member.type.kind === 'struct' ? member.type.members : [];
  const payload = encodeStruct(member.type, member.name, members, literal, depth);
  if ('reason' in payload) return payload;
  const bytes = new Uint8Array(type.byteSize);
  bytes.set(payload, member.byteOffset);
  return withDiscriminant(bytes, type, part, variant);
}

function withDiscriminant(
  bytes: Uint8Array,
  { name }: StructType,
  part: VariantPart,
  variant: Variant,
): Encoded {
  const { discriminant } = part;
  if (!discriminant) return bytes;
  const { byteOffset, type } = discriminant;
  const chosen = variant.discriminants?.[0]?.[0];
  if (chosen !== undefined) bytes.set(bigToBytes(chosen, type.byteSize), byteOffset);
  const read = bytesToBig(bytes.subarray(byteOffset, byteOffset + type.byteSize));
  if (variantOf(part, read, type.byteSize * 8) === variant) return bytes;
  return { reason: `these bytes would be another variant of ${name}` };
}

function encodeStruct(
  { name: typeName, byteSize }: Type,
  name: string,
  members: readonly Member[],
  literal: Literal,
  depth: number,
): Encoded {
  const written = nameOf(literal)?.replace(/^.*::/s, '');
  const wanted = members.filter(it => !isPhantom(it.type));
  if (wanted.some(it => it.bits ?? it.within)) {
    return { reason: `${typeName} has fields that share bytes with others: set what is in memory` };
  }
  const isTuple = wanted.every(it => isPosition(it.name));
  const notation = `${typeName} is written as ${notationOf(name, wanted, isTuple)}`;
  if (written !== name) return { reason: notation };
  const given = fieldsOf(literal);
  if (!given) return wanted.length === 0 ? new Uint8Array(byteSize) : { reason: notation };
  const surplus = [...given.keys()].find(it => !wanted.some(({ name: own }) => own === it));
  if (surplus !== undefined) return { reason: `there is no field ${surplus}: ${notation}` };
  const parts: [Member, Encoded][] = [];
  for (const member of wanted) {
    const value = given.get(member.name);
    if (value) parts.push([member, encodeLiteral(member.type, value, depth + 1)]);
    else if (member.type.byteSize > 0) {
      return { reason: `field ${member.name} is missing: ${notation}` };
    }
  }
  return placed(byteSize, parts);
}

function placed(byteSize: number, parts: readonly (readonly [Member, Encoded])[]): Encoded {
  const bytes = new Uint8Array(byteSize);
  for (const [{ byteOffset, type }, part] of parts) {
    if ('reason' in part) return part;
    if (byteOffset + type.byteSize > byteSize) return { reason: 'its fields overlap its end' };
    bytes.set(part, byteOffset);
  }
  return bytes;
}

function notationOf(name: string, members: readonly Member[], isTuple: boolean): string {
  if (members.length === 0) return name;
  const parts = members.map(it => (isTuple ? it.type.name : `${it.name}: ${it.type.name}`));
  return isTuple ? `${name}(${parts.join(', ')})` : `${name} { ${parts.join(', ')} }`;
}

/** The name before the brackets; nothing where a literal has none, an empty one for a tuple. */
function nameOf(literal: Literal): string | undefined {
  if (literal.kind === 'atom') return literal.text;
  return literal.kind === 'tuple' || literal.kind === 'struct' ? literal.name : undefined;
}

/** By name, which for a tuple is the place. */
function fieldsOf(literal: Literal): Map<string, Literal> | undefined {
  if (literal.kind === 'struct') return new Map(literal.fields.map(it => [it.name, it.value]));
  if (literal.kind !== 'tuple') return undefined;
  return new Map(literal.parts.map((it, at) => [String(at), it]));
}

/** `Pair` for `Pair<u32>`, nothing for a tuple. */
function bareName(name: string): string {
  return name.startsWith('(') ? '' : name.replace(/<.*$/s, '');
}
