/** Names of DWARF's numbers, for problem texts. */

import * as dw from './constants';

export type NameSpace = 'TAG' | 'AT' | 'FORM' | 'OP' | 'LNE' | 'LNCT' | 'CFA' | 'RLE' | 'LLE';

/** `DW_FORM_strp`, or `DW_FORM 0x99` for a number that no table has. */
export function nameOf(space: NameSpace, value: number): string {
  const prefix = `DW_${space}_`;
  const known = Object.entries(dw).find(([name, it]) => it === value && name.startsWith(prefix));
  return known?.[0] ?? `DW_${space} 0x${value.toString(16)}`;
}
