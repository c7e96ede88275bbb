/** Parts of structs by name, as deep as the standard library nests them. */

import type { Member, StructType, Type } from '../types';
import type { NamedPlace, Place } from './presentation';
import { partOf } from './storage';

/** Wrappers around wrappers: the library's have six. */
const MAX_DEPTH = 12;

export function placeOf({ storage, context }: Place, member: Member): Place {
  return { type: member.type, storage: partOf(storage, member.byteOffset), context };
}

export function namedPlaces(place: Place<StructType>): NamedPlace[] {
  return place.type.members
    .filter(it => !isPhantom(it.type))
    .map(it => ({ name: it.name, place: placeOf(place, it) }));
}

/** The member at the end of a path of names. */
export function memberPlace(
  place: Place | undefined,
  ...path: readonly string[]
): Place | undefined {
  let at = place;
  for (const name of path) {
    if (!at || !isStruct(at)) return undefined;
    const member = at.type.members.find(it => it.name === name);
    at = member && placeOf(at, member);
  }
  return at;
}

/** The first pointer inside, whatever it is wrapped in. */
export function pointerWithin(place: Place | undefined, depth = 0): Place | undefined {
  if (!place || depth > MAX_DEPTH || place.type.kind === 'pointer') return place;
  if (!isStruct(place)) return undefined;
  for (const member of place.type.members) {
    const found = pointerWithin(placeOf(place, member), depth + 1);
    if (found?.type.kind === 'pointer') return found;
  }
  return undefined;
}

/** The only member that has any bytes. */
export function onlyMember(place: Place<StructType>): Place | undefined {
  const members = place.type.members.filter(it => it.type.byteSize > 0);
  const [only] = members;
  return only && members.length === 1 ? placeOf(place, only) : undefined;
}

export function isStruct(place: Place): place is Place<StructType> {
  return place.type.kind === 'struct' || place.type.kind === 'union';
}

function isPhantom(type: Type): boolean {
  return type.kind === 'struct' && type.path.startsWith('core::marker::PhantomData<');
}
