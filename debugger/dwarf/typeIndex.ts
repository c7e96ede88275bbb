/** Types of a program by name. [DWARF5 §5] */

import * as dw from './constants';
import type { Entry } from './entry';
import { pathOf } from './paths';
import { typeName } from './typeNames';
import type { Type } from './types';
import { typeOf } from './types';
import type { Units } from './units';

const namedTypes: ReadonlySet<number> = new Set([
  dw.DW_TAG_structure_type,
  dw.DW_TAG_class_type,
  dw.DW_TAG_union_type,
  dw.DW_TAG_enumeration_type,
  dw.DW_TAG_base_type,
  dw.DW_TAG_typedef,
]);

export class TypeIndex {
  /** By the name that a value's type is shown with. */
  #byName: Map<string, Entry[]> | undefined;
  #paths: readonly string[] | undefined;

  constructor(private readonly units: Units) {}

  /** By name or by path, its parameters as they are shown; undefined where the program has none. */
  named(wanted: string): Type | undefined {
    const name = wanted.replaceAll(/\s/g, '');
    const last = name.replace(/^(?:\w+::)+/, '');
    const entries = this.#index().get(last) ?? [];
    const found =
      last === name
        ? entries[0]
        : entries.find(it => `::${pathOf(it).replaceAll(/\s/g, '')}`.endsWith(`::${name}`));
    return found && typeOf(found);
  }

  /** Of all of them, each once. */
  paths(): readonly string[] {
    this.#paths ??= [...new Set([...this.#index().values()].flat().map(pathOf))];
    return this.#paths;
  }

  #index(): ReadonlyMap<string, readonly Entry[]> {
    if (this.#byName !== undefined) return this.#byName;
    const byName = new Map<string, Entry[]>();
    for (const unit of this.units.all) {
      for (const [index, tag] of unit.tree.tags.entries()) {
        if (!namedTypes.has(tag)) continue;
        const entry = unit.entry(index);
        // A declaration says that a type is somewhere else.
        if (entry.attribute(dw.DW_AT_declaration) !== undefined) continue;
        const name = typeName(entry).replaceAll(/\s/g, '');
        const same = byName.get(name);
        if (same === undefined) byName.set(name, [entry]);
        else same.push(entry);
      }
    }
    this.#byName = byName;
    return byName;
  }
}
