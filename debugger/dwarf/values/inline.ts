/** Lists and texts of crates that keep them inside of the value itself, up to a number: heapless, arrayvec, smallvec. */

import type { StructType } from '../types';
import {
  inlineLayouts,
  inlineStringLayouts,
  placesIn,
  smallVecLayouts,
  thinPointer,
} from './layouts';
import { initialized, isStruct, memberPlace } from './members';
import { presentElements, withFields } from './pointers';
import type { List, Place, Presentation } from './presentation';
import { readNumber } from './scalars';
import { isMissing, partOf } from './storage';
import { variantFields } from './structs';
import { MAX_STRING_BYTES } from './text';

export function presentInlineVec(place: Place<StructType>): Presentation | undefined {
  const list = readInline(place);
  return list && withFields(place, list);
}

export function presentInlineText(place: Place<StructType>): Presentation | undefined {
  const list = readInline(place);
  return list && withFields(place, textOf(list));
}

/** A text that is a list of bytes. */
export function presentInlineString(place: Place<StructType>): Presentation | undefined {
  const bytes = placesIn(place, inlineStringLayouts)?.bytes;
  const list = bytes && readInline(bytes);
  return list && withFields(place, textOf(list));
}

/** Inside up to the room that there is, and on the heap from one more on. */
export function presentSmallVec(place: Place<StructType>): Presentation | undefined {
  const room = place.type.parameter('A');
  const members = placesIn(place, smallVecLayouts);
  const capacity = readNumber(members?.capacity);
  if (room?.kind !== 'array' || !members || capacity === undefined) return undefined;
  const { data } = members;
  const { element } = room;
  if (capacity <= room.count || element.byteSize === 0) {
    const inside = variantFields(data, 'Inline')?.[0]?.place ?? memberPlace(data, 'inline');
    const array = inside && initialized(inside);
    return array?.type.kind === 'array' ? withFields(place, listIn(array, capacity)) : undefined;
  }
  const [pointer, length] =
    variantFields(data, 'Heap')?.map(it => it.place) ?? pairOf(memberPlace(data, 'heap'));
  const address = readNumber(thinPointer(pointer));
  const count = readNumber(length);
  if (address === undefined || count === undefined) return undefined;
  return withFields(place, presentElements(element, address, count, place.context, capacity));
}

function pairOf(place: Place | undefined): (Place | undefined)[] {
  return [memberPlace(place, '0'), memberPlace(place, '1')];
}

function readInline(place: Place): Presentation | undefined {
  if (!isStruct(place)) return undefined;
  // heapless 0.8 and 0.9 differ in whether the room is the array itself.
  for (const layout of inlineLayouts) {
    const members = placesIn(place, [layout]);
    const count = readNumber(members?.length);
    if (members?.room.type.kind === 'array' && count !== undefined) {
      return listIn(members.room, count);
    }
  }
  return undefined;
}

/** The first elements of an array. */
function listIn({ type, storage, context }: Place, count: number): Presentation {
  if (type.kind !== 'array') return { kind: 'broken', reason: 'no list', fields: [] };
  const { element, count: room } = type;
  if (count > room && element.byteSize > 0) {
    return {
      kind: 'broken',
      reason: `length ${count} of ${room} that have room: not initialized?`,
      fields: [],
    };
  }
  return {
    kind: 'list',
    count,
    at: index =>
      initialized({ type: element, storage: partOf(storage, index * element.byteSize), context }),
  };
}

/** Bytes as a text; what is no list stays as it is. */
function textOf(list: Presentation): Presentation {
  if (list.kind !== 'list') return list;
  const shown = Math.min(list.count, MAX_STRING_BYTES);
  const bytes = shown === 0 ? new Uint8Array() : bytesOf(list, shown);
  if (bytes === undefined) return { kind: 'broken', reason: 'unreadable text', fields: [] };
  return { kind: 'str', bytes, isCut: shown < list.count };
}

function bytesOf({ at }: List, length: number): Uint8Array | undefined {
  const bytes = at(0).storage.read(0, length);
  return isMissing(bytes) ? undefined : bytes;
}
