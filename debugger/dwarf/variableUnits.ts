/** Units that were compiled with lines alone, or with functions and no variables: rustc's `debuginfo=1`, GCC's `-g1`. */

import * as dw from './constants';
import { joinPath } from './lineHeader';
import type { Units } from './units';

/**
 * Whether a unit of such a source file may describe variables; undefined where no unit is of one. Reads root entries and
 * abbreviations alone.
 */
export function describeVariables(
  units: Units,
  isMeant: (file: string) => boolean,
): boolean | undefined {
  const meant = units.all.filter(it => {
    const name = it.rootString(dw.DW_AT_name);
    return name !== undefined && isMeant(joinPath(it.compDir, name));
  });
  if (meant.length === 0) return undefined;
  return meant.some(it => it.mayHave(dw.DW_TAG_variable) || it.mayHave(dw.DW_TAG_formal_parameter));
}
