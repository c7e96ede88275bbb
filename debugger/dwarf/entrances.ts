/** Where the code of some source files is entered from the code of others. [DWARF5 §3.3] */

import * as dw from './constants';
import type { EntryIndex } from './entryTree';
import type { Functions } from './functions';
import { functionsIn } from './functions';
import { isNestedTag } from './scopes';
import type { Unit } from './unit';

/**
 * The first instruction of each function of the files, and the first of each piece of it that was inlined into a
 * function of another file: those of one function with code at a time, and none twice of one. Reads no unit that has
 * nothing of those files.
 */
export function* entrancesTo(
  functions: Functions,
  isOfFile: (file: string) => boolean,
): Generator<readonly number[]> {
  for (const unit of functions.units.withCode()) {
    if (unit.lines?.header.files.some(it => it !== undefined && isOfFile(it.path)) !== true)
      continue;
    const owners = new Owners(unit, isOfFile);
    for (const index of functionsIn(unit)) {
      if (unit.tree.tags[index] !== dw.DW_TAG_subprogram) continue;
      yield owners.areWanted(index)
        ? [unit.rangesOf(index).reduce((low, it) => Math.min(low, it.low), Infinity)]
        : inlinedIn(unit, index, owners);
    }
  }
}

/** Pieces of wanted functions that a function of somebody else's has inlined, at whatever depth. */
function inlinedIn(unit: Unit, subprogram: EntryIndex, owners: Owners): number[] {
  const { tags, ends } = unit.tree;
  const starts = new Set<number>();
  const end = ends[subprogram] ?? 0;
  for (let index = subprogram + 1; index < end;) {
    const tag = tags[index] ?? 0;
    if (!isNestedTag(tag)) {
      index = ends[index] ?? end;
      continue;
    }
    if (tag === dw.DW_TAG_inlined_subroutine && owners.areWanted(index)) {
      unit.rangesOf(index).forEach(it => starts.add(it.low));
    }
    index++;
  }
  return [...starts];
}

/** Whose the functions of one unit are. The many instances of one function are looked at once. */
class Owners {
  readonly #byOrigin = new Map<number, boolean>();
  readonly #byFile = new Map<string, boolean>();

  constructor(
    private readonly unit: Unit,
    private readonly isOfFile: (file: string) => boolean,
  ) {}

  areWanted(index: EntryIndex): boolean {
    const origin = this.unit.attribute(index, dw.DW_AT_abstract_origin);
    if (origin?.kind !== 'reference') return this.#look(index);
    let isWanted = this.#byOrigin.get(origin.value);
    if (isWanted === undefined) {
      isWanted = this.#look(index);
      this.#byOrigin.set(origin.value, isWanted);
    }
    return isWanted;
  }

  #look(index: EntryIndex): boolean {
    const file = this.unit.entry(index).file(dw.DW_AT_decl_file) ?? '';
    let isWanted = this.#byFile.get(file);
    if (isWanted === undefined) this.#byFile.set(file, (isWanted = this.isOfFile(file)));
    return isWanted;
  }
}
