/** Split DWARF, which is absent by design: what a unit says of functions and variables is in a file of its own. [DWARF5 §7.3.2] */

import * as dw from './constants';
import type { Units } from './units';

/** The names of those files, each once. Reads root entries alone. */
export function splitFilesOf(units: Units): readonly string[] {
  const names = units.all.map(
    it => it.rootString(dw.DW_AT_dwo_name) ?? it.rootString(dw.DW_AT_GNU_dwo_name),
  );
  return [...new Set(names.filter(it => it !== undefined))];
}
