/** Cells, and who borrows them. */

import type { EnumerationType, StructType, Type } from '../types';
import { isStruct, memberPlace, onlyMember, pointerWithin } from './members';
import { memoryPlace } from './pointers';
import type { NamedPlace, Place, Presentation } from './presentation';
import { readNumber, readUnsigned } from './scalars';
import { variantFields } from './structs';

/** A wrapper in memory and in meaning. */
export function wrapper(place: Place<StructType>): Presentation | undefined {
  return wrapperOf(onlyMember(place));
}

export function uninitialized(place: Place<StructType>): Presentation | undefined {
  return wrapperOf(memberPlace(place, 'value'));
}

const BOOL: Type = { kind: 'scalar', name: 'bool', byteSize: 1, encoding: 'bool' };

/** Kept in a byte whose type is a number's. */
export function presentAtomicBool(place: Place<StructType>): Presentation | undefined {
  const byte = scalarIn(place);
  return byte?.type.byteSize === 1 ? wrapperOf({ ...byte, type: BOOL }) : undefined;
}

function wrapperOf(inner: Place | undefined): Presentation | undefined {
  return inner && { kind: 'wrapper', inner };
}

/** Who borrows it comes after the value, and only where there are any. */
export function presentRefCell(place: Place<StructType>): Presentation | undefined {
  const value = memberPlace(place, 'value');
  const flag = scalarIn(memberPlace(place, 'borrow'));
  const state = flag && borrowState(flag);
  if (!value || !state) return undefined;
  const fields = [{ name: 'value', place: value }];
  const borrows: NamedPlace = { name: 'borrows', place: state };
  return {
    kind: 'fields',
    name: 'RefCell',
    fields: [...fields, borrows],
    write: part => {
      const borrowed = readNumber(state) === 0 ? '' : `, borrows: ${part(state)}`;
      return `RefCell { value: ${part(value)}${borrowed} }`;
    },
  };
}

/** The flag counts readers up and writers down; its number in words. */
function borrowState(flag: Place): Place | undefined {
  const raw = readUnsigned(flag);
  if (typeof raw !== 'bigint') return undefined;
  const { byteSize, name } = flag.type;
  const count = BigInt.asIntN(byteSize * 8, raw);
  const words = count > 0n ? `${count} shared` : `${-count === 1n ? '' : `${-count} `}mutable`;
  const type: EnumerationType = {
    kind: 'enumeration',
    name,
    byteSize,
    enumerators: new Map([
      [raw, words],
      [0n, 'none'],
    ]),
  };
  return { ...flag, type };
}

/** A borrow of a RefCell is shown as what it gives access to. */
export function presentRef(place: Place<StructType>): Presentation | undefined {
  const pointer = pointerWithin(memberPlace(place, 'value'));
  const address = readNumber(pointer);
  if (pointer?.type.kind !== 'pointer' || address === undefined) return undefined;
  const target = memoryPlace(pointer.type.target, address, place.context);
  return { kind: 'pointer', sign: '', address, target, isFollowed: true };
}

export function presentOnceCell(place: Place<StructType>): Presentation | undefined {
  const option = memberPlace(place, 'inner', 'value') ?? memberPlace(place, 'inner');
  if (!option || !isStruct(option)) return undefined;
  const fields = variantFields(option, 'Some');
  const isEmpty = variantFields(option, 'None') !== undefined;
  if (!fields && !isEmpty) return undefined;
  const [value] = fields ?? [];
  return {
    kind: 'fields',
    name: 'OnceCell',
    fields: fields ?? [],
    write: part => `OnceCell(${value ? part(value.place) : '<uninit>'})`,
  };
}

function scalarIn(place: Place | undefined): Place | undefined {
  let at = place;
  for (let depth = 0; at && isStruct(at) && depth < 4; depth++) at = onlyMember(at);
  return at?.type.kind === 'scalar' ? at : undefined;
}
