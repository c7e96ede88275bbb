/**
 * Types of functions that are values by themselves, which have no bytes. rustc describes each by an entry of its own that
 * looks like a pointer to the function; nothing but what holds such a value tells the two apart, by its alignment. A
 * parameter has none, so that for its type the unit's other holders are asked.
 */

import * as dw from './constants';
import type { Entry } from './entry';
import type { Unit } from './unit';

/** No pointer may be where only a thing without bytes may be. */
const ALIGNMENT_OF_ITEM = 1;

const HOLDERS: ReadonlySet<number> = new Set([dw.DW_TAG_member, dw.DW_TAG_variable]);

/** Offsets of types by their units: gone over once, when the first parameter is a function. */
const known = new WeakMap<Unit, ReadonlySet<number>>();

/** @param holder of what looks like a pointer to a function */
export function holdsFunctionItem(holder: Entry): boolean {
  const alignment = holder.number(dw.DW_AT_alignment);
  if (alignment !== undefined) return alignment === ALIGNMENT_OF_ITEM;
  const type = holder.reference(dw.DW_AT_type);
  return type !== undefined && itemsOf(type.unit).has(type.offset);
}

function itemsOf(unit: Unit): ReadonlySet<number> {
  const found = known.get(unit) ?? new Set(readItems(unit));
  known.set(unit, found);
  return found;
}

/** Types of all that is held by what has such an alignment; those of other things are never asked for. */
function* readItems(unit: Unit): Generator<number> {
  for (const [index, tag] of unit.tree.tags.entries()) {
    if (!HOLDERS.has(tag)) continue;
    const alignment = unit.attribute(index, dw.DW_AT_alignment);
    if (alignment?.kind !== 'constant' || Number(alignment.value) !== ALIGNMENT_OF_ITEM) continue;
    const type = unit.attribute(index, dw.DW_AT_type);
    if (type?.kind === 'reference') yield type.value;
  }
}
