/** References and raw pointers, thin and fat, and boxes, which are both. */

import { hex32 } from '../../shared/hex';
import type { PointerType, StructType, Type } from '../types';
import { memberPlace } from './members';
import type { Place, Presentation, ValueContext } from './presentation';
import { missingText, textOnly } from './presentation';
import { readNumber, readUnsigned } from './scalars';
import { isMissing, memoryStorage } from './storage';
import { MAX_STRING_BYTES, quotedString } from './text';

/** A 32-bit program has no room for a longer slice. */
const MEMORY = 2 ** 32;

export function presentPointer(place: Place<PointerType>): Presentation {
  const { type, context } = place;
  const value = readUnsigned(place);
  if (typeof value !== 'bigint') return missingText(value.missing);
  const address = Number(value);
  if (type.target.kind === 'function') return textOnly(functionText(address, context));
  return pointerTo(type.name, address, type.target, context);
}

/** Boxes are shown as what they hold, references with it, raw pointers, which may point nowhere, without. */
export function pointerTo(
  name: string,
  address: number,
  target: Type,
  context: ValueContext,
): Presentation {
  const hasTarget = address !== 0 && target.kind !== 'unknown' && target.byteSize > 0;
  return {
    kind: 'pointer',
    text: name.startsWith('Box<') ? '' : hex32(address),
    address,
    target: hasTarget ? memoryPlace(target, address, context) : undefined,
    isFollowed: !name.startsWith('*'),
  };
}

export function memoryPlace(type: Type, address: number, context: ValueContext): Place {
  return { type, storage: memoryStorage(address, context), context };
}

/** rustc's structs of a pointer and a length or a vtable; undefined for any other struct, and where a half is gone. */
export function presentFatPointer(place: Place<StructType>): Presentation | undefined {
  const { name } = place.type;
  if (!/^(?:&|\*const |\*mut |Box<)/.test(name)) return undefined;
  const data = memberPlace(place, 'data_ptr');
  const length = memberPlace(place, 'length');
  if (data?.type.kind === 'pointer' && length) {
    const address = readNumber(data);
    const count = readNumber(length);
    if (address === undefined || count === undefined) return undefined;
    const isText = /\bstr>?$/.test(name);
    return isText
      ? presentText(address, count, place.context)
      : presentElements(data.type.target, address, count, place.context);
  }
  return presentTraitObject(place);
}

export function presentText(address: number, length: number, context: ValueContext): Presentation {
  if (address + length > MEMORY) return impossible(length);
  const shown = Math.min(length, MAX_STRING_BYTES);
  const bytes = memoryStorage(address, context).read(0, shown);
  if (isMissing(bytes)) return missingText(bytes.missing);
  return textOnly(quotedString(bytes, shown < length));
}

export function presentElements(
  element: Type,
  address: number,
  count: number,
  context: ValueContext,
): Presentation {
  if (address + count * element.byteSize > MEMORY) return impossible(count);
  return {
    kind: 'list',
    count,
    at: index => memoryPlace(element, address + index * element.byteSize, context),
  };
}

/** What a variable holds before it is first written to often looks like this. */
function impossible(length: number): Presentation {
  return missingText(`impossible length ${length}: not initialized?`);
}

function presentTraitObject(place: Place<StructType>): Presentation | undefined {
  const pointer = memberPlace(place, 'pointer');
  const vtable = memberPlace(place, 'vtable');
  if (!pointer || !vtable) return undefined;
  const address = readNumber(pointer);
  const table = readNumber(vtable);
  if (address === undefined || table === undefined) return undefined;
  const concrete = place.context.vtableType?.(table);
  if (concrete) return pointerTo(place.type.name, address, concrete, place.context);
  return textOnly(hex32(address));
}

function functionText(address: number, context: ValueContext): string {
  const name = context.functionName?.(address);
  return name === undefined ? hex32(address) : `${hex32(address)} <${name}>`;
}
