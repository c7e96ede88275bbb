/** References and raw pointers, thin and fat, and boxes, which are both. */

import type { PointerType, StructType, Type } from '../types';
import { memberPlace, namedPlaces } from './members';
import type { Pointer, Place, Presentation, ValueContext } from './presentation';
import { missingText } from './presentation';
import { unaligned, unlikely } from './sanity';
import { readNumber, readUnsigned } from './scalars';
import { isMissing, memoryStorage } from './storage';
import { MAX_STRING_BYTES } from './text';
import { elements, isUnsized, objectBehind, withTail } from './unsized';

export function presentPointer(place: Place<PointerType>): Presentation {
  const { type, context } = place;
  const pointee = pointeeOf(place);
  if (pointee) return implicitPointer(type.name, pointee);
  const value = readUnsigned(place);
  if (typeof value !== 'bigint') return missingText(value.missing);
  const address = Number(value);
  if (type.target.kind === 'function') {
    return { kind: 'code', address, name: context.functionName?.(address) };
  }
  return pointerTo(type.name, address, type.target, context);
}

/** What a pointer points to that has no address itself, because the compiler kept neither of them in memory. */
export function pointeeOf({ type, storage, context }: Place<PointerType>): Place | undefined {
  const pointee = storage.pointee?.(0);
  return pointee && { type: type.target, storage: pointee, context };
}

/** There is no address to show: raw pointers too are shown as what they point to. */
function implicitPointer(name: string, target: Place): Presentation {
  const sign = signOf(name) || '&';
  return { kind: 'pointer', sign, address: undefined, target, isFollowed: true };
}

/** Boxes are shown as what they hold, references too, raw pointers, which may point nowhere, as the address. */
export function pointerTo(
  name: string,
  address: number,
  target: Type,
  context: ValueContext,
  more: Partial<Pointer> = {},
): Presentation {
  const isFollowed = !name.startsWith('*');
  // A value without bytes is everywhere; one of a type that is only declared is nowhere.
  const isEmpty = isFollowed && target.byteSize === 0 && target.kind !== 'function';
  const hasTarget = address !== 0 && target.kind !== 'unknown' && (target.byteSize > 0 || isEmpty);
  const broken = isFollowed && hasTarget ? unaligned(target, address) : undefined;
  if (broken !== undefined) return missingText(broken);
  return {
    kind: 'pointer',
    sign: signOf(name),
    address,
    target: hasTarget ? memoryPlace(target, address, context) : undefined,
    isFollowed,
    ...more,
  };
}

function signOf(name: string): string {
  return name.startsWith('&mut ') ? '&mut ' : name.startsWith('&') ? '&' : '';
}

export function memoryPlace(type: Type, address: number, context: ValueContext): Place {
  return { type, storage: memoryStorage(address, context), context };
}

/** undefined for a struct that is none, and where a half of it is gone. */
export function presentFatPointer(place: Place<StructType>): Presentation | undefined {
  const data = memberPlace(place, 'data_ptr');
  const length = memberPlace(place, 'length');
  if (data?.type.kind === 'pointer' && length) {
    const address = readNumber(data);
    const count = readNumber(length);
    if (address === undefined || count === undefined) return undefined;
    const { target } = data.type;
    if (isUnsized(target)) return presentSized(place, address, withTail(target, elements(count)));
    return withFields(
      place,
      /\bstr>?$/.test(place.type.name)
        ? presentText(address, count, place.context)
        : presentElements(target, address, count, place.context),
    );
  }
  return presentTraitObject(place);
}

/** What cannot be shown as what it means is shown as what it is made of. */
export function withFields(place: Place<StructType>, it: Presentation): Presentation {
  return it.kind === 'broken' ? { ...it, fields: namedPlaces(place) } : it;
}

/** @param capacity bytes that are allocated there */
export function presentText(
  address: number,
  length: number,
  context: ValueContext,
  capacity = Infinity,
): Presentation {
  const broken = unlikely(BYTE, address, length, capacity);
  if (broken !== undefined) return { kind: 'broken', reason: broken, fields: [] };
  const shown = Math.min(length, MAX_STRING_BYTES);
  const bytes = memoryStorage(address, context).read(0, shown);
  if (isMissing(bytes)) return missingText(bytes.missing);
  return { kind: 'str', bytes, isCut: shown < length };
}

const BYTE: Type = { kind: 'scalar', name: 'u8', byteSize: 1, encoding: 'unsigned' };

/** @param capacity elements that are allocated there */
export function presentElements(
  element: Type,
  address: number,
  count: number,
  context: ValueContext,
  capacity = Infinity,
): Presentation {
  const broken = unlikely(element, address, count, capacity);
  if (broken !== undefined) return { kind: 'broken', reason: broken, fields: [] };
  const at = (index: number): Place =>
    memoryPlace(element, address + index * element.byteSize, context);
  if (count > 0 && element.byteSize > 0) {
    const first = at(0).storage.read(0, 1);
    if (isMissing(first)) return missingText(first.missing);
  }
  return { kind: 'list', count, at };
}

function presentTraitObject(place: Place<StructType>): Presentation | undefined {
  const pointer = memberPlace(place, 'pointer');
  const vtable = memberPlace(place, 'vtable');
  if (pointer?.type.kind !== 'pointer' || !vtable) return undefined;
  const address = readNumber(pointer);
  const table = readNumber(vtable);
  if (address === undefined || table === undefined) return undefined;
  const { target } = pointer.type;
  const object = objectBehind(table, place.context);
  if (!object) {
    // Nothing tells what is there, and nothing but the address can be said of it.
    return { kind: 'pointer', sign: '', address, target: undefined, isFollowed: false };
  }
  if (isUnsized(target))
    return presentSized(
      place,
      address,
      withTail(target, () => object),
    );
  const { type } = object;
  return pointerTo(place.type.name, address, type, place.context, { concrete: type.name });
}

/** A pointer to a struct that ends in a slice or a trait object. */
function presentSized(place: Place<StructType>, address: number, type: StructType): Presentation {
  const broken = unlikely(BYTE, address, type.byteSize, Infinity);
  return broken === undefined
    ? pointerTo(place.type.name, address, type, place.context)
    : withFields(place, { kind: 'broken', reason: broken, fields: [] });
}
