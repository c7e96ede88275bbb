/** Why a variable has no value at an address, and where it has one. [DWARF5 §2.6.1.1.4] */

import * as dw from './constants';
import type { Entry } from './entry';
import { OPTIMIZED_OUT } from './expression';
import { locationsOf } from './locations';
import type { AddressRange } from './ranges';

export interface Absence {
  /** The addresses at which it has a place, as the compiler lists them; empty where it has none at all. */
  readonly ranges: readonly AddressRange[];
  /** Of those the one that is nearest to the address. */
  readonly nearest: AddressRange | undefined;
}

/** undefined where the compiler says what the value is, or where. */
export function absenceAt(entry: Entry, pc: number): Absence | undefined {
  if (entry.inherited(dw.DW_AT_const_value)) return undefined;
  const locations = locationsOf(entry, dw.DW_AT_location);
  const isThere = ({ low, high }: AddressRange): boolean => low <= pc && pc < high;
  const here = locations.ranges.find(isThere)?.expression ?? locations.always;
  if (here !== undefined && isPlace(here)) return undefined;
  const ranges = locations.ranges.filter(
    it => it.low < it.high && isPlace(it.expression) && !isThere(it),
  );
  return { ranges: ranges.map(({ low, high }) => ({ low, high })), nearest: nearestTo(pc, ranges) };
}

/** An empty expression is of no place; the value at a function's entry is gone for who does not know the call. */
function isPlace(expression: Uint8Array): boolean {
  const [first] = expression;
  const isOfEntry = first === dw.DW_OP_entry_value || first === dw.DW_OP_GNU_entry_value;
  return first !== undefined && !isOfEntry;
}

function nearestTo(pc: number, ranges: readonly AddressRange[]): AddressRange | undefined {
  const distance = ({ low, high }: AddressRange): number => (low > pc ? low - pc : pc - high + 1);
  const [nearest] = ranges.slice().sort((a, b) => distance(a) - distance(b));
  return nearest && { low: nearest.low, high: nearest.high };
}

/**
 * `optimized out`, or `optimized out here, kept on line 31`.
 * @param reason why there is no value although there is a description
 * @param lineAt the line of the instruction at an address; 0 or undefined where it has none
 */
export function absenceText(
  { nearest }: Absence,
  pc: number,
  reason: string,
  lineAt: (address: number) => number | undefined,
): string {
  if (!nearest) return reason;
  const line = lineAt(nearest.low);
  const isElsewhere = line !== undefined && line !== 0 && line !== lineAt(pc);
  const place = isElsewhere ? `on line ${line}` : `at 0x${nearest.low.toString(16)}`;
  return `${reason}${reason === OPTIMIZED_OUT ? ' here' : ''}, kept ${place}`;
}
