/** Names of DWARF's numbers, for problem texts. */

import * as dw from './constants';

export type NameSpace = 'TAG' | 'AT' | 'FORM' | 'OP' | 'LNE' | 'LNCT' | 'CFA' | 'RLE' | 'LLE';

const tables = new Map<NameSpace, ReadonlyMap<number, string>>();

/** `DW_FORM_strp`, or `DW_FORM 0x99` for a number that no table has. */
export function nameOf(space: NameSpace, value: number): string {
  let table = tables.get(space);
  if (!table) tables.set(space, (table = readTable(`DW_${space}_`)));
  return table.get(value) ?? `DW_${space} 0x${value.toString(16)}`;
}

/** Of names that share a number the first. */
function readTable(prefix: string): Map<number, string> {
  const table = new Map<number, string>();
  for (const [name, value] of Object.entries(dw)) {
    if (name.startsWith(prefix) && !table.has(value)) table.set(value, name);
  }
  return table;
}
