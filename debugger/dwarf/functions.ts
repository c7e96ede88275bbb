/** The functions of all units that have code, by address and by name. [DWARF5 §3.3] */

import * as dw from './constants';
import type { Entry } from './entry';
import type { EntryIndex } from './entryTree';
import type { FunctionFacts } from './functionFacts';
import { functionFacts } from './functionFacts';
import type { Demangle } from './paths';
import { functionPathOf } from './paths';
import type { Scope } from './scopes';
import { scopeOf, scopesAt } from './scopes';
import type { Unit } from './unit';
import type { Units } from './units';

/** A range of a function's code. */
interface Extent {
  readonly low: number;
  readonly high: number;
  readonly scope: Scope;
}

/** Where an entry is, as long as nobody looks into it. */
interface EntryPlace {
  readonly unit: Unit;
  readonly index: EntryIndex;
}

/** A function with everything it was compiled to. */
export class NamedFunction {
  #instances: readonly Scope[] | undefined;

  constructor(
    readonly name: string,
    private readonly places: readonly EntryPlace[],
  ) {}

  /** Subprograms and inlined calls, by address; read on first use. */
  get instances(): readonly Scope[] {
    return (this.#instances ??= this.places
      .map(({ unit, index }) => scopeOf(unit.entry(index)))
      .filter(it => it.ranges.length > 0)
      .sort((a, b) => lowest(a) - lowest(b)));
  }
}

const lowest = (it: Scope): number => it.ranges[0]?.low ?? 0;

export class Functions {
  readonly #extents = new Map<Unit, readonly Extent[]>();
  readonly #names = new Map<number, string>();
  /** By the entry that instances are of: a part of what is in `#names`, found without following further. */
  readonly #instanceNames = new Map<number, string>();
  readonly #facts = new Map<Entry, FunctionFacts>();
  #byName: readonly NamedFunction[] | undefined;

  constructor(
    readonly units: Units,
    readonly demangle: Demangle,
  ) {}

  /** The function at an address and what is nested in it there, outermost first; empty where there is none. */
  scopesAt(address: number): readonly Scope[] {
    for (const unit of this.units.at(address)) {
      const scope = this.#functionAt(unit, address);
      if (scope) return scopesAt(scope, address);
    }
    return [];
  }

  /** The innermost function or inlined call at an address: the same object for the same one. */
  instanceAt(address: number): Scope | undefined {
    return this.scopesAt(address)
      .filter(it => it.isFunction)
      .at(-1);
  }

  nameOf(entry: Entry): string {
    const key = entry.declaration.offset;
    let name = this.#names.get(key);
    if (name === undefined) this.#names.set(key, (name = functionPathOf(entry, this.demangle)));
    return name;
  }

  /** Asked for at every instruction that is stepped over, and read once. */
  factsOf(entry: Entry): FunctionFacts {
    let facts = this.#facts.get(entry);
    if (!facts) this.#facts.set(entry, (facts = functionFacts(entry, this.nameOf(entry))));
    return facts;
  }

  /** Every function that has code of its own or inlined. Reads the trees of all units that have code. */
  named(): readonly NamedFunction[] {
    return (this.#byName ??= this.#collect());
  }

  #functionAt(unit: Unit, address: number): Scope | undefined {
    let extents = this.#extents.get(unit);
    if (!extents) this.#extents.set(unit, (extents = extentsOf(unit)));
    let low = 0;
    let high = extents.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((extents[middle]?.low ?? 0) <= address) low = middle + 1;
      else high = middle;
    }
    const extent = extents[low - 1];
    return extent && address < extent.high ? extent.scope : undefined;
  }

  #collect(): NamedFunction[] {
    const byName = new Map<string, EntryPlace[]>();
    for (const unit of this.units.withCode()) {
      for (const index of functionsIn(unit)) {
        const name = this.#nameAt(unit, index);
        const places = byName.get(name);
        if (places) places.push({ unit, index });
        else byName.set(name, [{ unit, index }]);
      }
    }
    return Array.from(byName, ([name, places]) => new NamedFunction(name, places));
  }

  /** As `nameOf`; of the many instances of one function all but the first are not looked into. */
  #nameAt(unit: Unit, index: EntryIndex): string {
    const origin = unit.attribute(index, dw.DW_AT_abstract_origin);
    const known = origin?.kind === 'reference' ? this.#instanceNames.get(origin.value) : undefined;
    if (known !== undefined) return known;
    const name = this.nameOf(unit.entry(index));
    if (origin?.kind === 'reference') this.#instanceNames.set(origin.value, name);
    return name;
  }
}

/** Subprograms that have code and the calls inlined into them. What is nested in one without is not looked at. */
export function* functionsIn(unit: Unit): Generator<EntryIndex> {
  const { tags, ends } = unit.tree;
  for (let index = 0; index < tags.length;) {
    const tag = tags[index];
    const isSubprogram = tag === dw.DW_TAG_subprogram;
    if (isSubprogram && unit.rangesOf(index).length === 0) {
      index = ends[index] ?? tags.length;
      continue;
    }
    if (isSubprogram || tag === dw.DW_TAG_inlined_subroutine) yield index;
    index++;
  }
}

function extentsOf(unit: Unit): Extent[] {
  const extents: Extent[] = [];
  for (const scope of subprogramsOf(unit)) {
    for (const { low, high } of scope.ranges) extents.push({ low, high, scope });
  }
  return extents.sort((a, b) => a.low - b.low);
}

/** Subprograms that have code. */
export function* subprogramsOf(unit: Unit): Generator<Scope> {
  const { tags } = unit.tree;
  for (const index of functionsIn(unit)) {
    if (tags[index] === dw.DW_TAG_subprogram) yield scopeOf(unit.entry(index));
  }
}
