/** A variable at one place in the program, read again and again: what does not depend on the moment is done once. */

import { ByteReader } from '../shared/byteReader';
import * as dw from './constants';
import type { Entry } from './entry';
import { locationExpression } from './locations';
import type { FrameContext } from './values';
import { placeOfVariable, variablePlace } from './values';
import type { Place } from './values/presentation';
import type { Storage } from './values/storage';
import { locationStorage, memoryStorage } from './values/storage';
import type { VariableInfo } from './variables';

/** Never fails: what cannot be read is a place that says why. */
export function variableReader(
  variable: VariableInfo,
  pc: number,
): (context: FrameContext) => Place {
  const read = simpleReader(variable, pc);
  return context => {
    const storage = read?.(context);
    return storage === undefined
      ? variablePlace(variable, context)
      : placeOfVariable(variable, storage, context);
  };
}

/** What nearly every variable of rustc's has: one operator, in a frame whose base is a register. */
interface Simple {
  readonly kind: 'register' | 'memory' | 'inFrame';
  readonly number: number;
  readonly offset: number;
}

/** undefined for other variables, and nothing from it where the register is lost. */
function simpleReader(
  { entry, subprogram }: VariableInfo,
  pc: number,
): ((context: FrameContext) => Storage | undefined) | undefined {
  const place = simpleLocation(entry, dw.DW_AT_location, pc);
  if (place === undefined) return undefined;
  const { kind, number, offset } = place;
  if (kind === 'register') return context => locationStorage({ kind, number }, context);
  const isInFrame = kind === 'inFrame' && subprogram !== undefined;
  const base = isInFrame ? simpleLocation(subprogram, dw.DW_AT_frame_base, pc) : undefined;
  if (kind === 'inFrame' && base?.kind !== 'register') return undefined;
  const register = base?.number ?? number;
  return context => {
    const value = context.registers(register);
    return value === undefined ? undefined : memoryStorage(value + offset, context);
  };
}

/** DW_OP_reg0 to 31, DW_OP_breg0 to 31 and DW_OP_fbreg, alone. [DWARF5 §2.5.1.2, §2.6.1.1.3] */
function simpleLocation(entry: Entry, attribute: number, pc: number): Simple | undefined {
  const bytes = locationExpression(entry, attribute, pc);
  if (bytes === undefined || bytes.length === 0) return undefined;
  return entry.unit.owner.problems.guard(undefined, () => {
    const r = new ByteReader(bytes, 'expression');
    const simple = oneOperator(r.u8(), r);
    return r.atEnd ? simple : undefined;
  });
}

function oneOperator(operator: number, r: ByteReader): Simple | undefined {
  if (operator >= dw.DW_OP_reg0 && operator <= dw.DW_OP_reg31) {
    return { kind: 'register', number: operator - dw.DW_OP_reg0, offset: 0 };
  }
  if (operator >= dw.DW_OP_breg0 && operator <= dw.DW_OP_breg31) {
    return { kind: 'memory', number: operator - dw.DW_OP_breg0, offset: r.sleb() };
  }
  return operator === dw.DW_OP_fbreg ? { kind: 'inFrame', number: 0, offset: r.sleb() } : undefined;
}
