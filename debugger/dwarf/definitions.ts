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

/** So many units are asked whether they agree: more is no program's. */
const MOST_ALIKE = 64;

/** An entry that nobody may ever want: there are as many as types. */
interface Found {
  readonly unit: Unit;
  readonly index: EntryIndex;
}

export class Definitions {
  #byName: ReadonlyMap<string, readonly Found[]> | undefined;
  /** Of names that were asked for: many types are called `{closure_env#0}`. */
  readonly #byPath = new Map<string, ReadonlyMap<string, readonly Entry[]>>();
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
    const alignment = type.number(dw.DW_AT_alignment);
    const same = (this.#named(shortNameOf(type)).get(keyOf(type)) ?? []).filter(
      it => alignment === undefined || it.number(dw.DW_AT_alignment) === alignment,
    );
    const sizes = new Set(same.map(it => it.number(dw.DW_AT_byte_size)));
    return sizes.size === 1 ? same[0] : undefined;
  }

  #named(name: string): ReadonlyMap<string, readonly Entry[]> {
    let paths = this.#byPath.get(name);
    if (paths === undefined) {
      this.#byName ??= this.#read();
      paths = byPath(this.#byName.get(name) ?? []);
      this.#byPath.set(name, paths);
    }
    return paths;
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

function byPath(found: readonly Found[]): Map<string, Entry[]> {
  const paths = new Map<string, Entry[]>();
  for (const { unit, index } of found) {
    const entry = unit.entry(index);
    const key = keyOf(entry);
    const same = paths.get(key);
    if (same === undefined) paths.set(key, [entry]);
    else if (same.length < MOST_ALIKE) same.push(entry);
  }
  return paths;
}

function keyOf(type: Entry): string {
  return `${type.tag} ${pathOf(type)}`;
}
