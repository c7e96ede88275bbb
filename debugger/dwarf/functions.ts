/** The functions of all units that have code, by address and by name. [DWARF5 §3.3] */

import * as dw from './constants';
import type { Entry } from './entry';
import type { Demangle } from './paths';
import { functionPathOf } from './paths';
import type { Scope } from './scopes';
import { scopeOf, scopesAt, scopesWithin } from './scopes';
import type { Unit } from './unit';
import type { Units } from './units';

/** A range of a function's code. */
interface Extent {
  readonly low: number;
  readonly high: number;
  readonly scope: Scope;
}

/** A function with everything it was compiled to. */
export interface NamedFunction {
  readonly name: string;
  /** Subprograms and inlined calls, by address. */
  readonly instances: readonly Scope[];
}

export class Functions {
  readonly #extents = new Map<Unit, readonly Extent[]>();
  readonly #names = new Map<number, string>();
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
    const byName = new Map<string, Scope[]>();
    for (const unit of this.units.withCode()) {
      for (const scope of instancesOf(unit)) {
        const name = this.nameOf(scope.entry);
        const instances = byName.get(name);
        if (instances) instances.push(scope);
        else byName.set(name, [scope]);
      }
    }
    const lowest = (it: Scope): number => it.ranges[0]?.low ?? 0;
    return [...byName].map(([name, instances]) => ({
      name,
      instances: instances.sort((a, b) => lowest(a) - lowest(b)),
    }));
  }
}

function extentsOf(unit: Unit): Extent[] {
  const extents: Extent[] = [];
  for (const scope of subprogramsOf(unit)) {
    for (const { low, high } of scope.ranges) extents.push({ low, high, scope });
  }
  return extents.sort((a, b) => a.low - b.low);
}

/** Subprograms that have code. What is nested in one without is not looked at: it has none either. */
export function* subprogramsOf(unit: Unit): Generator<Scope> {
  const { tags, ends } = unit.tree;
  for (let index = 0; index < tags.length;) {
    if (tags[index] !== dw.DW_TAG_subprogram) {
      index++;
      continue;
    }
    const scope = scopeOf(unit.entry(index));
    const hasCode = scope.ranges.length > 0;
    if (hasCode) yield scope;
    index = hasCode ? index + 1 : (ends[index] ?? tags.length);
  }
}

function* instancesOf(unit: Unit): Generator<Scope> {
  for (const subprogram of subprogramsOf(unit)) {
    for (const scope of scopesWithin(subprogram)) if (scope.isFunction) yield scope;
  }
}
