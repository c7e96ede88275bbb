/**
 * Values whose size only their pointer knows: structs that end in a slice or a trait object. rustc describes such a struct
 * without its tail's bytes, and an element or `dyn Trait` where the tail starts. [Rust reference, "Dynamically sized types"]
 */

import type { Member, StructType, Type } from '../types';
import { functionItem } from '../types';
import { placeOf } from './members';
import type { Place, ValueContext } from './presentation';
import { alignmentOf } from './sanity';

/** What a struct ends in, as the pointer tells it. */
export interface Tail {
  readonly type: Type;
  /** In bytes. */
  readonly alignment: number;
}

/** What is there in place of the type that is recorded: an element, or `dyn Trait`. */
export type TailOf = (recorded: Type) => Tail;

/** Words of a vtable before its methods: drop, size, alignment. */
const VTABLE_SIZE = 4;
const VTABLE_ALIGNMENT = 8;

/** Structs that end in structs; a malformed type may contain itself. */
const MAX_DEPTH = 8;

/** Whether a struct has a tail that its size does not count. */
export function isUnsized(type: Type, depth = 0): type is StructType {
  if (type.kind !== 'struct' || type.variants || depth > MAX_DEPTH) return false;
  const last = lastMember(type);
  if (!last) return false;
  const { type: tail, byteOffset } = last;
  const isBeyond = byteOffset + tail.byteSize > type.byteSize;
  return isBeyond || isObject(tail) || isUnsized(tail, depth + 1);
}

/** `dyn Trait` itself, of which nothing is known without a vtable. */
export function isObject(type: Type): boolean {
  return type.kind === 'struct' && type.byteSize === 0 && type.name.startsWith('dyn ');
}

/** The struct with its tail, which moves to where its alignment lets it be. */
export function withTail(type: StructType, tailOf: TailOf, depth = 0): StructType {
  const last = lastMember(type);
  if (!last || depth > MAX_DEPTH) return type;
  const recorded = last.type;
  const tail = isUnsized(recorded) ? sized(recorded, tailOf, depth + 1) : tailOf(recorded);
  const byteOffset = roundUp(last.byteOffset, tail.alignment);
  const alignment = Math.max(type.alignment ?? 1, tail.alignment);
  const members = type.members.map((it): Member => {
    return it === last ? { name: it.name, byteOffset, type: tail.type } : it;
  });
  return {
    kind: 'struct',
    name: type.name,
    path: type.path,
    byteSize: roundUp(byteOffset + tail.type.byteSize, alignment),
    alignment,
    members,
    variants: undefined,
    parameter: name => type.parameter(name),
  };
}

/** Where the tail of a struct at a place is. */
export function tailPlace(place: Place<StructType>, tailOf: TailOf): Place | undefined {
  const whole = withTail(place.type, tailOf);
  const last = lastMember(whole);
  return last && placeOf({ ...place, type: whole }, last);
}

export function elements(count: number): TailOf {
  return element => ({
    type: {
      kind: 'array',
      name: `[${element.name}]`,
      byteSize: element.byteSize * count,
      element,
      count,
    },
    alignment: alignmentOf(element),
  });
}

/** What a trait object with this vtable is; undefined where nothing tells. */
export function objectBehind(vtable: number, context: ValueContext): Tail | undefined {
  const type = context.vtableType?.(vtable);
  const size = readWord(vtable + VTABLE_SIZE, context);
  const alignment = readWord(vtable + VTABLE_ALIGNMENT, context);
  if (!type || !alignment || (alignment & (alignment - 1)) !== 0) return undefined;
  const isFunction = type.kind === 'pointer' && type.target.kind === 'function';
  // A function that is a value by itself has no bytes, but is described as a pointer to it.
  return { type: isFunction && size === 0 ? functionItem(type.name) : type, alignment };
}

function sized(type: StructType, tailOf: TailOf, depth: number): Tail {
  const whole = withTail(type, tailOf, depth);
  return { type: whole, alignment: whole.alignment ?? 1 };
}

function lastMember({ members }: StructType): Member | undefined {
  if (members.some(it => it.within)) return undefined;
  return members.reduce<Member | undefined>(
    (last, it) => (last && last.byteOffset > it.byteOffset ? last : it),
    undefined,
  );
}

function roundUp(offset: number, alignment: number): number {
  return Math.ceil(offset / alignment) * alignment;
}

function readWord(address: number, context: ValueContext): number | undefined {
  const bytes = context.readMemory(address, 4);
  return bytes && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
}
