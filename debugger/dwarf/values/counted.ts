/** Rc and Arc, which count who has their value, and the Weak ones, which may find it gone. */

import type { StructType } from '../types';
import { countedLayouts, countsLayouts, placesIn } from './layouts';
import { isFatPointer, isStruct, memberPlace, onlyMember, pointerWithin } from './members';
import { memoryPlace, presentElements, presentText } from './pointers';
import type { NamedPlace, Place, Presentation, ValueContext } from './presentation';
import { missingText, textOnly } from './presentation';
import { unaligned } from './sanity';
import { readNumber } from './scalars';
import { constantStorage, partOf } from './storage';
import { elements, isObject, isUnsized, objectBehind, tailPlace } from './unsized';

/** What `Weak::new` points to. */
const DANGLING = 0xffff_ffff;

/** Counts stand before the value, in the same allocation. */
interface Counted {
  readonly address: number;
  readonly allocation: Place<StructType>;
  readonly strong: Place;
  readonly weak: Place;
  readonly value: Place;
  /** Of what is behind a fat pointer. */
  readonly metadata: Place | undefined;
  readonly pointerName: string;
}

export function presentShared(place: Place<StructType>): Presentation | undefined {
  const counted = readCounted(place);
  if (counted === undefined || counted === 'dangling') return undefined;
  const { address, value, strong } = counted;
  const broken = unaligned(value.type, value.storage.address ?? address);
  if (broken !== undefined || address === 0) {
    return missingText(broken ?? 'null: not initialized?');
  }
  if (readNumber(strong) === undefined) return missingText(`unreadable memory at ${hex(address)}`);
  return present(counted, place.context, notesOf(counted));
}

export function presentWeak(place: Place<StructType>): Presentation | undefined {
  const counted = readCounted(place);
  if (counted === undefined) return undefined;
  if (counted === 'dangling') return textOnly('(Weak)');
  const strong = readNumber(counted.strong);
  if (strong === undefined) return missingText(`unreadable memory at ${hex(counted.address)}`);
  if (strong === 0) return textOnly('(Weak, dropped)');
  const shown = present(counted, place.context, notesOf(counted));
  return shown.kind === 'pointer' ? { ...shown, sign: '(Weak) ' } : shown;
}

function readCounted(place: Place<StructType>): Counted | 'dangling' | undefined {
  const pointer = pointerWithin(placesIn(place, countedLayouts)?.pointer);
  const thin = pointer && thinHalf(pointer);
  if (thin?.type.kind !== 'pointer') return undefined;
  const address = readNumber(thin);
  if (address === undefined) return undefined;
  if (address === DANGLING) return 'dangling';
  const allocation = memoryPlace(thin.type.target, address, place.context);
  const counts = placesIn(allocation, countsLayouts);
  if (!counts || !isStruct(allocation)) return undefined;
  const metadata = memberPlace(pointer, 'length') ?? memberPlace(pointer, 'vtable');
  return { address, allocation, ...counts, metadata, pointerName: pointer?.type.name ?? '' };
}

function thinHalf(pointer: Place): Place | undefined {
  if (!isFatPointer(pointer.type)) return pointer;
  return memberPlace(pointer, 'data_ptr') ?? memberPlace(pointer, 'pointer');
}

function present(
  { address, allocation, value, metadata, pointerName }: Counted,
  context: ValueContext,
  notes: readonly NamedPlace[],
): Presentation {
  const shared = { kind: 'pointer', sign: '', address, isFollowed: true, notes } as const;
  if (!metadata) return { ...shared, target: value };
  const word = readNumber(metadata);
  const start = value.storage.address;
  if (word === undefined || start === undefined) return missingText('its length is not known');
  if (metadata.type.kind === 'pointer') {
    const object = objectBehind(word, context);
    if (!object) return { ...shared, target: undefined, isFollowed: false };
    const target = tailPlace(allocation, () => object);
    return { ...shared, target, ...(isObject(value.type) && { concrete: object.type.name }) };
  }
  if (isUnsized(value.type)) return { ...shared, target: tailPlace(allocation, elements(word)) };
  return /<str>$/.test(pointerName)
    ? presentText(start, word, context)
    : presentElements(value.type, start, word, context);
}

/** All strong ones together hold one of the weak counts. */
function notesOf({ strong, weak }: Counted): NamedPlace[] {
  const count = numberIn(strong);
  const others = numberIn(weak);
  const weaks = readNumber(others);
  if (!count || !others || weaks === undefined) return [];
  const storage = constantStorage(BigInt(Math.max(0, weaks - 1)), 'it is counted by the library');
  return [
    { name: 'strong', place: { ...count, storage: partOf(count.storage, 0) } },
    { name: 'weak', place: { ...others, storage } },
  ];
}

/** The number in cells and atomics. */
function numberIn(place: Place): Place | undefined {
  let at: Place | undefined = place;
  for (let depth = 0; at && isStruct(at) && depth < 4; depth++) at = onlyMember(at);
  return at?.type.kind === 'scalar' ? at : undefined;
}

function hex(address: number): string {
  return `0x${address.toString(16).padStart(8, '0')}`;
}
