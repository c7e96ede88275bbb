/**
 * Types that a unit only declares, and another one has whole. [DWARF5 §5.7.1] An optimizer that takes a function into
 * another unit leaves its types behind; C declares what it need not know.
 */

import * as dw from './constants';
import type { Entry } from './entry';
import type { EntryIndex } from './entryTree';
import { pathOf, shortNameOf } from './paths';
import type { Unit } from './unit';

const declared: ReadonlySet<number> = new Set([
  dw.DW_TAG_structure_type,
  dw.DW_TAG_class_type,
  dw.DW_TAG_union_type,
  dw.DW_TAG_enumeration_type,
]);

/** An entry that nobody may ever want: there are as many as types. */
interface Found {
  readonly unit: Unit;
  readonly index: EntryIndex;
}

export class Definitions {
  #byName: ReadonlyMap<string, readonly Found[]> | undefined;
  readonly #known = new Map<Entry, Entry | undefined>();

  constructor(private readonly units: () => readonly Unit[]) {}

  /** What the type is; undefined where it is whole already, where no unit says, and where units do not agree. */
  of(type: Entry): Entry | undefined {
    if (!declared.has(type.tag) || type.attribute(dw.DW_AT_declaration) === undefined)
      return undefined;
    if (!this.#known.has(type)) this.#known.set(type, this.#find(type));
    return this.#known.get(type);
  }

  #find(type: Entry): Entry | undefined {
    const path = pathOf(type);
    const alignment = type.number(dw.DW_AT_alignment);
    this.#byName ??= this.#read();
    const same = (this.#byName.get(shortNameOf(type)) ?? [])
      .map(({ unit, index }) => unit.entry(index))
      .filter(it => it.tag === type.tag && pathOf(it) === path)
      .filter(it => alignment === undefined || it.number(dw.DW_AT_alignment) === alignment);
    const sizes = new Set(same.map(it => it.number(dw.DW_AT_byte_size)));
    return sizes.size === 1 ? same[0] : undefined;
  }

  #read(): Map<string, Found[]> {
    const byName = new Map<string, Found[]>();
    for (const unit of this.units()) {
      for (const [index, tag] of unit.tree.tags.entries()) {
        if (!declared.has(tag) || unit.attribute(index, dw.DW_AT_declaration) !== undefined)
          continue;
        const name = shortNameOf(unit.entry(index));
        const same = byName.get(name);
        if (same === undefined) byName.set(name, [{ unit, index }]);
        else same.push({ unit, index });
      }
    }
    return byName;
  }
}
