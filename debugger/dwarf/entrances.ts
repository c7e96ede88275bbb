/** Where the code of some source files is entered from the code of others. [DWARF5 §3.3] */

import * as dw from './constants';
import type { Functions } from './functions';
import { subprogramsOf } from './functions';
import type { Scope } from './scopes';
import { scopesWithin } from './scopes';

/**
 * The first instruction of each function of the files, and the first of each piece of it that was inlined into a
 * function of another file. Reads no unit that has nothing of those files.
 */
export function entrancesTo(functions: Functions, isOfFile: (file: string) => boolean): number[] {
  const isOf = ({ entry }: Scope) => isOfFile(entry.file(dw.DW_AT_decl_file) ?? '');
  const starts = new Set<number>();
  for (const unit of functions.units.withCode()) {
    if (unit.lines?.header.files.some(it => it !== undefined && isOfFile(it.path)) !== true)
      continue;
    for (const subprogram of subprogramsOf(unit)) {
      if (isOf(subprogram)) {
        starts.add(subprogram.ranges.reduce((low, it) => Math.min(low, it.low), Infinity));
        continue;
      }
      for (const inlined of scopesWithin(subprogram)) {
        if (inlined.isFunction && isOf(inlined)) inlined.ranges.forEach(it => starts.add(it.low));
      }
    }
  }
  return [...starts];
}
