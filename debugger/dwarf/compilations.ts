/** What the roots of units say of their compilers. [DWARF5 §3.1.1] */

import * as dw from './constants';
import type { Units } from './units';

/** One compiler's units. */
export interface Compilation {
  /** DW_AT_producer: `clang LLVM (rustc version 1.95.0)`. */
  readonly producer: string;
  /** Versions of DWARF that its units have, each once, ascending. */
  readonly versions: readonly number[];
  readonly units: number;
}

/** The compiler of most units first. */
export function compilationsOf(units: Units): Compilation[] {
  const found = new Map<string, { versions: Set<number>; units: number }>();
  for (const unit of units.all) {
    const producer = unit.rootString(dw.DW_AT_producer);
    if (producer === undefined) continue;
    const known = found.get(producer) ?? { versions: new Set(), units: 0 };
    known.versions.add(unit.version);
    known.units += 1;
    found.set(producer, known);
  }
  return [...found]
    .map(([producer, it]) => ({
      producer,
      versions: [...it.versions].sort((a, b) => a - b),
      units: it.units,
    }))
    .sort((a, b) => b.units - a.units);
}
