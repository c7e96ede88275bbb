/** Looks into values that the debug information has types for, without making text of them. */

import type { PointerType, Type } from '../../dwarf/types';
import { isPosition, isStruct, memberPlace } from '../../dwarf/values/members';
import { memoryPlace, pointeeOf } from '../../dwarf/values/pointers';
import { present } from '../../dwarf/values/present';
import type { Entries, NamedPlace, Place, ValueContext } from '../../dwarf/values/presentation';
import { readUnsigned } from '../../dwarf/values/scalars';
import { EvaluationError } from '../evaluationError';

export interface Elements {
  readonly count: number;
  at(index: number): Place;
}

export interface Variant {
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly place: Place }[];
  /** Of the enum, all of them. */
  readonly names: readonly string[];
}

/** References to references and wrappers of wrappers; more of them are a loop. */
const MAX_STEPS = 16;

/**
 * The first answer that a value has, or what it wraps, or refers to: as Rust looks for a field.
 * @param isFollowed whether references are followed too
 */
function through<T>(
  outer: Place,
  isFollowed: boolean,
  ask: (place: Place) => T | undefined,
): T | undefined {
  let place: Place | undefined = outer;
  for (let step = 0; place !== undefined && step < MAX_STEPS; step++) {
    const answer = ask(place);
    if (answer !== undefined) return answer;
    place = wrapped(place) ?? (isFollowed ? targetOf(place) : undefined);
  }
  return undefined;
}

function wrapped(place: Place): Place | undefined {
  if (!isStruct(place)) return undefined;
  const presentation = present(place);
  return presentation.kind === 'wrapper' ? presentation.inner : undefined;
}

/** The value that is written where a wrapper is: `Cell<u32>`'s u32. */
export function unwrapped(outer: Place): Place {
  let place = outer;
  for (let step = 0; step < MAX_STEPS; step++) {
    const inner = wrapped(place);
    if (inner === undefined) break;
    place = inner;
  }
  return place;
}

/** A field by name or place; those that a person sees come before those that are only there. */
export function memberOf(outer: Place, name: string): Place | undefined {
  return through(outer, true, place => {
    if (!isStruct(place)) return undefined;
    // Most structs are shown as they are: this asks nothing of their types but a name.
    const member = place.type.variants === undefined ? memberPlace(place, name) : undefined;
    if (member !== undefined) return member;
    return fieldsOf(place)?.find(it => it.name === name)?.place;
  });
}

/** Names of the fields that `memberOf` finds and a person sees. */
export function memberNames(outer: Place): string[] {
  const names = through(outer, true, place => {
    return isStruct(place) ? fieldsOf(place)?.map(it => it.name) : undefined;
  });
  return names ?? [];
}

/** What cannot be shown as what it means has the fields that it is made of. */
function fieldsOf(place: Place): readonly NamedPlace[] | undefined {
  const presentation = present(place);
  const { kind } = presentation;
  return kind === 'fields' || kind === 'broken' ? presentation.fields : undefined;
}

/** Of a map or a set. */
export function entriesOf(outer: Place): Entries | undefined {
  return through(outer, true, place => {
    const presentation = isStruct(place) ? present(place) : undefined;
    return presentation?.kind === 'entries' ? presentation : undefined;
  });
}

export function elementsOf(outer: Place): Elements | undefined {
  return through(outer, true, place => {
    if (place.type.kind !== 'array' && !isStruct(place)) return undefined;
    const presentation = present(place);
    return presentation.kind === 'list' ? presentation : undefined;
  });
}

/** What a pointer, reference or box points at; undefined for anything else, and where it points nowhere. */
export function targetOf(outer: Place): Place | undefined {
  return through(outer, false, place => {
    const { context } = place;
    if (isPointer(place)) {
      const pointee = pointeeOf(place);
      if (pointee) return pointee;
      const address = addressIn(place);
      return address === 0 ? undefined : memoryPlace(place.type.target, address, context);
    }
    const presentation = isStruct(place) ? present(place) : undefined;
    return presentation?.kind === 'pointer' ? presentation.target : undefined;
  });
}

function isPointer(place: Place): place is Place<PointerType> {
  return place.type.kind === 'pointer';
}

/** The variant that an enum is, with what it holds. A struct without names for its fields, or a tuple, is written like one. */
export function variantOf(outer: Place): Variant | undefined {
  return through(outer, true, place => {
    const { type } = place;
    if (type.kind === 'enumeration') {
      const name = type.enumerators.get(bits(place));
      const names = [...type.enumerators.values()];
      return name === undefined ? undefined : { name, fields: [], names };
    }
    const presentation = isStruct(place) ? present(place) : undefined;
    if (!isStruct(place) || presentation?.kind !== 'fields') return undefined;
    const { name, fields } = presentation;
    const { variants } = place.type;
    if (variants !== undefined) {
      return { name, fields, names: variants.variants.map(it => it.member.name) };
    }
    const isPositional =
      (name !== '' || fields.length > 0) && fields.every(it => isPosition(it.name));
    return isPositional ? { name, fields, names: [name] } : undefined;
  });
}

/** A struct or an enum by the names of its fields; `names` are those that it can have. */
export function shapeOf(outer: Place): Variant | undefined {
  return through(outer, true, place => {
    const presentation = isStruct(place) ? present(place) : undefined;
    if (!isStruct(place) || presentation?.kind !== 'fields') return undefined;
    const { name, fields } = presentation;
    const names = place.type.variants?.variants.map(it => it.member.name) ?? [name];
    return name === '' ? undefined : { name, fields, names };
  });
}

/** The bytes of a value as a number. @throws EvaluationError where they are not there */
export function bits(place: Place): bigint {
  const value = readUnsigned(place);
  if (typeof value === 'bigint') return value;
  throw new EvaluationError(`there is no value here: ${value.missing}`);
}

export function addressIn(place: Place): number {
  return Number(bits(place));
}

/** So many elements from an address on. */
export function arrayPlace(
  element: Type,
  count: number,
  address: number,
  context: ValueContext,
): Place {
  return memoryPlace(arrayType(element, count), address, context);
}

export function arrayType(element: Type, count: number): Type {
  const byteSize = count * element.byteSize;
  return { kind: 'array', name: `[${element.name}; ${count}]`, element, count, byteSize };
}

export function pointerType(target: Type, isMutable: boolean): Type {
  const name = `*${isMutable ? 'mut' : 'const'} ${target.name}`;
  return { kind: 'pointer', name, byteSize: 4, target };
}
