/** Types of the standard library and of clibc that are shown as what they mean, not as what they are made of. */

import { bytesToHex } from '../../shared/hex';
import type { StructType } from '../types';
import { memberPlace, namedPlaces, onlyMember, pointerWithin } from './members';
import { memoryPlace, presentElements, presentText } from './pointers';
import type { Place, Presentation } from './presentation';
import { missingText, textOnly } from './presentation';
import { readNumber } from './scalars';
import { isMissing } from './storage';

/** undefined where the layout is not as expected or not all there: then it is shown as any struct. */
type Present = (place: Place<StructType>) => Presentation | undefined;

const ADDRESS_BYTES = 20;

/** By path, in order. The library's layouts change: nothing here may rely on more than it looks up by name. */
const rows: readonly (readonly [path: RegExp, present: Present])[] = [
  [/^alloc::string::String$/, presentString],
  [/^alloc::vec::Vec</, presentVec],
  [/^alloc::collections::vec_deque::VecDeque</, presentVecDeque],
  [/^alloc::(?:rc::Rc|sync::Arc)</, presentShared],
  [/^core::cell::RefCell</, presentRefCell],
  [/^core::cell::(?:Cell|UnsafeCell)</, wrapper],
  [/^core::sync::atomic::/, wrapper],
  [/^core::mem::(?:manually_drop::ManuallyDrop|maybe_dangling::MaybeDangling)</, wrapper],
  [/^core::mem::maybe_uninit::MaybeUninit</, place => inner(memberPlace(place, 'value'))],
  [/^core::ptr::(?:non_null::NonNull|unique::Unique)</, wrapper],
  [/^core::num::(?:nonzero::NonZero<|niche_types::)/, wrapper],
  [/(?:^|::)Address$/, presentAddress],
];

export function presentStandard(place: Place<StructType>): Presentation | undefined {
  const { path } = place.type;
  return rows.find(([pattern]) => pattern.test(path))?.[1](place);
}

function wrapper(place: Place<StructType>): Presentation | undefined {
  return inner(onlyMember(place));
}

function inner(place: Place | undefined): Presentation | undefined {
  return place && { kind: 'wrapper', inner: place };
}

function presentString(place: Place<StructType>): Presentation | undefined {
  const pointer = pointerWithin(memberPlace(place, 'vec', 'buf'));
  const length = memberPlace(place, 'vec', 'len');
  if (!pointer || !length) return undefined;
  const address = readNumber(pointer);
  const bytes = readNumber(length);
  if (address === undefined || bytes === undefined) return undefined;
  return presentText(address, bytes, place.context);
}

function presentVec(place: Place<StructType>): Presentation | undefined {
  const element = place.type.parameter('T');
  const pointer = pointerWithin(memberPlace(place, 'buf'));
  const length = memberPlace(place, 'len');
  if (!element || !pointer || !length) return undefined;
  const address = readNumber(pointer);
  const count = readNumber(length);
  if (address === undefined || count === undefined) return undefined;
  return presentElements(element, address, count, place.context);
}

/** A ring: the first element is at `head`, and after the buffer's end follows its start. */
function presentVecDeque(place: Place<StructType>): Presentation | undefined {
  const element = place.type.parameter('T');
  const buffer = memberPlace(place, 'buf');
  const pointer = pointerWithin(buffer);
  const capacity = memberPlace(buffer, 'inner', 'cap');
  const first = memberPlace(place, 'head');
  const length = memberPlace(place, 'len');
  if (!element || !pointer || !capacity || !first || !length) return undefined;
  const [address, room, head, count] = [pointer, capacity, first, length].map(readNumber);
  if (address === undefined || !room || head === undefined || count === undefined) {
    return count === 0 ? { kind: 'list', count, at: () => place } : undefined;
  }
  const list = presentElements(element, address, room, place.context);
  if (list.kind !== 'list') return list;
  return { kind: 'list', count: Math.min(count, room), at: it => list.at((head + it) % room) };
}

/** Reference counts stand before the value, in the same allocation. */
function presentShared(place: Place<StructType>): Presentation | undefined {
  const pointer = pointerWithin(place);
  if (pointer?.type.kind !== 'pointer') return undefined;
  const address = readNumber(pointer);
  if (address === undefined) return undefined;
  const counted = memoryPlace(pointer.type.target, address, place.context);
  const value = memberPlace(counted, 'value') ?? memberPlace(counted, 'data');
  if (!value) return undefined;
  return { kind: 'pointer', text: '', address, target: value, isFollowed: true };
}

function presentRefCell(place: Place<StructType>): Presentation | undefined {
  const fields = namedPlaces(place).filter(it => it.name === 'value' || it.name === 'borrow');
  return { kind: 'fields', name: 'RefCell', fields: fields.reverse() };
}

/** Twenty bytes that everybody knows as one number. */
function presentAddress(place: Place<StructType>): Presentation | undefined {
  const bytes = onlyMember(place);
  const isAddress = bytes?.type.kind === 'array' && bytes.type.byteSize === ADDRESS_BYTES;
  if (!isAddress) return undefined;
  const read = bytes.storage.read(0, ADDRESS_BYTES);
  return isMissing(read) ? missingText(read.missing) : textOnly(`0x${bytesToHex(read)}`);
}
