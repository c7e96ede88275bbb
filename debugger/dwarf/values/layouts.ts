/**
 * Where the standard library's collections keep what is asked of them: paths of member names, newest layout first.
 * The first row whose members are all there is taken; where none fits, the value is shown by its fields.
 * A new layout of the library is a new row. Tested with rustc 1.95 and 1.96.
 */

import type { StructType } from '../types';
import { memberPlace, pointerWithin } from './members';
import type { Place } from './presentation';

type Path = readonly string[];
type Layout<Name extends string> = Readonly<Record<Name, Path>>;

/** `alloc::vec::Vec`. */
export const vecLayouts = [
  { pointer: ['buf', 'inner', 'ptr'], capacity: ['buf', 'inner', 'cap'], length: ['len'] },
  // Before RawVecInner.
  { pointer: ['buf', 'ptr'], capacity: ['buf', 'cap'], length: ['len'] },
] as const;

/** `alloc::string::String`: a vector of bytes. */
export const stringLayouts = [{ bytes: ['vec'] }] as const;

/** `alloc::collections::vec_deque::VecDeque`: a ring with its first element at `head`. */
export const vecDequeLayouts = [
  {
    pointer: ['buf', 'inner', 'ptr'],
    capacity: ['buf', 'inner', 'cap'],
    head: ['head'],
    length: ['len'],
  },
  { pointer: ['buf', 'ptr'], capacity: ['buf', 'cap'], head: ['head'], length: ['len'] },
] as const;

/** `alloc::rc::Rc`, `alloc::sync::Arc` and their `Weak`: a pointer to counts and value in one allocation. */
export const countedLayouts = [{ pointer: ['ptr'] }] as const;
export const countsLayouts = [
  { strong: ['strong'], weak: ['weak'], value: ['value'] },
  { strong: ['strong'], weak: ['weak'], value: ['data'] },
] as const;

/** `alloc::collections::btree::map::BTreeMap`; a set is a map without values. */
export const mapLayouts = [{ root: ['root'], length: ['length'] }] as const;
export const setLayouts = [{ map: ['map'] }] as const;
/** Of the tree's root: how many levels are below it, and where it is. */
export const nodeLayouts = [{ node: ['node'], height: ['height'] }] as const;
/** Every node begins as a leaf. */
export const leafLayouts = [
  { parent: ['parent'], length: ['len'], keys: ['keys'], values: ['vals'] },
] as const;

/** `hashbrown::map::HashMap`, alone and inside of std's; a set is a map without values. */
export const hashMapLayouts = [{ table: ['table'] }, { table: ['base', 'table'] }] as const;
export const hashSetLayouts = [
  { table: ['map', 'table'] },
  { table: ['base', 'map', 'table'] },
] as const;
/** `hashbrown::raw::RawTable`. */
export const hashTableLayouts = [
  { mask: ['table', 'bucket_mask'], control: ['table', 'ctrl'], count: ['table', 'items'] },
  // Before RawTableInner.
  { mask: ['bucket_mask'], control: ['ctrl'], count: ['items'] },
] as const;

/** `indexmap::map::IndexMap`: its entries are a vector; a set is a map without values. */
export const indexMapLayouts = [{ entries: ['core', 'entries'] }] as const;
export const indexSetLayouts = [{ entries: ['map', 'core', 'entries'] }] as const;
export const indexBucketLayouts = [{ key: ['key'], value: ['value'] }] as const;

/** `alloc::collections::linked_list::LinkedList`. */
export const linkedListLayouts = [{ head: ['head'], length: ['len'] }] as const;
export const linkedNodeLayouts = [
  { next: ['next'], previous: ['prev'], element: ['element'] },
] as const;

/** Lists with room inside of themselves: those of `heapless` and `arrayvec`. */
export const inlineLayouts = [
  { length: ['len'], room: ['buffer', 'buffer'] },
  // heapless before 0.9, which has views.
  { length: ['len'], room: ['buffer'] },
  { length: ['len'], room: ['xs'] },
] as const;
/** `heapless::String`. */
export const inlineStringLayouts = [{ bytes: ['vec'] }] as const;

/** `smallvec::SmallVec`: a union or an enum of room inside and a pointer. */
export const smallVecLayouts = [{ capacity: ['capacity'], data: ['data'] }] as const;

/** The members of a layout where all of them are there. */
export function placesIn<Name extends string>(
  place: Place,
  layouts: readonly Layout<Name>[],
): Readonly<Record<Name, Place>> | undefined {
  for (const layout of layouts) {
    const found: Partial<Record<Name, Place>> = {};
    for (const name of Object.keys(layout) as Name[]) {
      const member = memberPlace(place, ...layout[name]);
      if (member) found[name] = member;
    }
    if (isWhole(found, layout)) return found;
  }
  return undefined;
}

function isWhole<Name extends string>(
  found: Partial<Record<Name, Place>>,
  layout: Layout<Name>,
): found is Record<Name, Place> {
  return Object.keys(found).length === Object.keys(layout).length;
}

/** The thin pointer in a member, whatever wraps it. */
export function thinPointer(place: Place | undefined): Place | undefined {
  const pointer = pointerWithin(place);
  return pointer?.type.kind === 'pointer' ? pointer : undefined;
}

/** Whether the place is that of a struct of this path. */
export function isAt(path: RegExp, place: Place): place is Place<StructType> {
  return place.type.kind === 'struct' && path.test(place.type.path);
}
