/** The library's growable lists: String, Vec, VecDeque. */

import type { StructType } from '../types';
import { isStruct, memberPlace } from './members';
import { placesIn, stringLayouts, thinPointer, vecDequeLayouts, vecLayouts } from './layouts';
import { presentElements, presentText, withFields } from './pointers';
import type { Place, Presentation } from './presentation';
import { readNumber } from './scalars';

interface Buffer {
  readonly address: number;
  readonly count: number;
  readonly capacity: number;
}

export function presentString(place: Place<StructType>): Presentation | undefined {
  const vec = placesIn(place, stringLayouts)?.bytes;
  const buffer = vec && readBuffer(vec, 1);
  if (!buffer) return undefined;
  const { address, count, capacity } = buffer;
  return withFields(place, presentText(address, count, place.context, capacity));
}

/** A text of C, without the zero that ends it. */
export function presentCString(place: Place<StructType>): Presentation | undefined {
  const bytes = memberPlace(place, 'inner');
  const isArray = bytes?.type.kind === 'array';
  const address = isArray ? bytes.storage.address : readNumber(memberPlace(bytes, 'data_ptr'));
  const count = isArray ? bytes.type.count : readNumber(memberPlace(bytes, 'length'));
  if (address === undefined || !count) return undefined;
  return withFields(place, presentText(address, count - 1, place.context));
}

export function presentVec(place: Place<StructType>): Presentation | undefined {
  const element = place.type.parameter('T');
  const buffer = element && readBuffer(place, element.byteSize);
  if (!buffer) return undefined;
  const { address, count, capacity } = buffer;
  return withFields(place, presentElements(element, address, count, place.context, capacity));
}

/** Elements without bytes need no room: their capacity says nothing. */
function readBuffer(vec: Place, elementBytes: number): Buffer | undefined {
  const members = placesIn(vec, vecLayouts);
  const address = readNumber(thinPointer(members?.pointer));
  const count = readNumber(members?.length);
  const capacity = readNumber(numberWithin(members?.capacity));
  if (address === undefined || count === undefined || capacity === undefined) return undefined;
  return { address, count, capacity: elementBytes === 0 ? Infinity : capacity };
}

/** The library wraps numbers that cannot have all values: a capacity. */
function numberWithin(place: Place | undefined): Place | undefined {
  return place && isStruct(place) ? memberPlace(place, '0') : place;
}

/** A ring: after the buffer's end follows its start. */
export function presentVecDeque(place: Place<StructType>): Presentation | undefined {
  const element = place.type.parameter('T');
  const members = placesIn(place, vecDequeLayouts);
  const address = readNumber(thinPointer(members?.pointer));
  const room = readNumber(numberWithin(members?.capacity));
  const head = readNumber(members?.head);
  const count = readNumber(members?.length);
  if (!element || address === undefined || room === undefined) return undefined;
  if (head === undefined || count === undefined) return undefined;
  const capacity = element.byteSize === 0 ? count : room;
  if (head > 0 && head >= capacity) {
    const reason = `first element at ${head} of ${capacity} allocated: not initialized?`;
    return withFields(place, { kind: 'broken', reason, fields: [] });
  }
  const whole = presentElements(element, address, count, place.context, capacity);
  if (whole.kind !== 'list') return withFields(place, whole);
  return { kind: 'list', count, at: it => whole.at((head + it) % capacity) };
}
