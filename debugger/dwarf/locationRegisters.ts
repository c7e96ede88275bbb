/** Which registers a variable is in, or is computed from, somewhere in its scope. [DWARF5 §2.6] */

import { ByteReader } from '../shared/byteReader';
import * as dw from './constants';
import type { Entry } from './entry';
import { referenceSize } from './forms';
import type { OffsetSize } from './initialLength';
import { locationsOf } from './locations';
import { skipOperands } from './operands';

const LAST_REGISTER = 31;
const SP = 2;

export interface InRegisters {
  /** x1 to x31 without sp, each once. What is only in memory, or constant, is in none. */
  readonly registers: readonly number[];
  /** Where it comes to be in another place than before: the first addresses of its location list's ranges. */
  readonly starts: readonly number[];
}

export function registersOf(entry: Entry): InRegisters {
  const { always, ranges } = locationsOf(entry, dw.DW_AT_location);
  const expressions = [...(always ? [always] : []), ...ranges.map(it => it.expression)];
  const found = entry.unit.owner.problems.guard<number[]>([], () =>
    expressions.flatMap(it => registersIn(it, referenceSize(entry.unit))),
  );
  const registers = [...new Set(found)].filter(it => it > 0 && it <= LAST_REGISTER && it !== SP);
  return { registers, starts: ranges.map(it => it.low) };
}

function registersIn(expression: Uint8Array, size: OffsetSize): number[] {
  const r = new ByteReader(expression, 'expression');
  const holding: number[] = [];
  const based: number[] = [];
  let isComputed = false;
  while (!r.atEnd) {
    const code = r.u8();
    if (code >= dw.DW_OP_reg0 && code <= dw.DW_OP_reg31) holding.push(code - dw.DW_OP_reg0);
    else if (code === dw.DW_OP_regx) holding.push(r.uleb());
    else {
      if (code >= dw.DW_OP_breg0 && code <= dw.DW_OP_breg31) based.push(code - dw.DW_OP_breg0);
      if (code === dw.DW_OP_stack_value) isComputed = true;
      skipOperands(r, code, size);
    }
  }
  // Without it the sum is an address, and the value is in memory.
  return isComputed ? [...holding, ...based] : holding;
}
