/** Parts of structs by name, as deep as the standard library nests them. */

import type { MoveTo } from '../memberPosition';
import type { Member, StructType, Type } from '../types';
import { bitFieldStorage } from './bitField';
import type { NamedPlace, Place } from './presentation';
import type { Storage, StorageContext } from './storage';
import { memoryStorage, missingStorage, partOf } from './storage';

/** Wrappers around wrappers: the library's have six. */
const MAX_DEPTH = 12;

export function placeOf({ storage, context }: Place, member: Member): Place {
  const { type, byteOffset, bits, within } = member;
  if (within) return { type, storage: sharedPart(storage, within, context), context };
  const bytes = partOf(storage, byteOffset);
  return { type, storage: bits ? bitFieldStorage(bytes, bits, type) : bytes, context };
}

function sharedPart({ address }: Storage, within: MoveTo, context: StorageContext): Storage {
  const readMemory = (at: number, length: number): Uint8Array | undefined =>
    context.readMemory(at, length);
  const found = address === undefined ? undefined : within(address, { readMemory });
  return found === undefined
    ? missingStorage('only the object in memory tells where it is')
    : memoryStorage(found, context);
}

/**
 * The fields that say something. Markers do not, and neither does what has no bytes; a tuple keeps its units,
 * because `Ok(())` without one would be another value.
 */
export function namedPlaces(place: Place<StructType>): NamedPlace[] {
  return place.type.members
    .filter(it => !isPhantom(it.type) && (it.type.byteSize > 0 || isPosition(it.name)))
    .map(it => ({ name: it.name, place: placeOf(place, it) }));
}

/** Of a tuple, which has numbers for names. */
export function isPosition(name: string): boolean {
  return /^\d+$/.test(name);
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

/** The first pointer inside, whatever it is wrapped in: thin, or the struct that a fat one is. */
export function pointerWithin(place: Place | undefined, depth = 0): Place | undefined {
  if (!place || depth > MAX_DEPTH || isPointer(place.type)) return place;
  if (!isStruct(place)) return undefined;
  for (const member of place.type.members) {
    const found = pointerWithin(placeOf(place, member), depth + 1);
    if (found && isPointer(found.type)) return found;
  }
  return undefined;
}

function isPointer(type: Type): boolean {
  return type.kind === 'pointer' || isFatPointer(type);
}

/** rustc's structs of a pointer and a length or a vtable. */
export function isFatPointer(type: Type): boolean {
  return type.kind === 'struct' && /^(?:&|\*const |\*mut |Box<)/.test(type.name) && isFat(type);
}

function isFat({ members }: StructType): boolean {
  const has = (name: string): boolean => members.some(it => it.name === name);
  return (has('data_ptr') && has('length')) || (has('pointer') && has('vtable'));
}

/** The only member that has any bytes. */
export function onlyMember(place: Place<StructType>): Place | undefined {
  const members = place.type.members.filter(it => it.type.byteSize > 0);
  const [only] = members;
  return only && members.length === 1 ? placeOf(place, only) : undefined;
}

/** Out of the wrappers that let a value be uninitialized. */
export function initialized(wrapped: Place): Place {
  let place = wrapped;
  for (let depth = 0; depth < MAX_DEPTH && isStruct(place); depth++) {
    if (!UNINITIALIZED.test(place.type.path)) break;
    const inner = memberPlace(place, 'value') ?? memberPlace(place, '0');
    if (!inner) break;
    place = inner;
  }
  return place;
}

const UNINITIALIZED = /^core::mem::(?:maybe_uninit|manually_drop|maybe_dangling)::/;

export function isStruct(place: Place): place is Place<StructType> {
  return place.type.kind === 'struct' || place.type.kind === 'union';
}

export function isPhantom(type: Type): boolean {
  return type.kind === 'struct' && type.path.startsWith('core::marker::PhantomData<');
}
