/** What an expression of an entry may ask: of the entry's unit, and of the frame it is evaluated in. [DWARF5 §2.5] */

import type { ValueType } from './arithmetic';
import * as dw from './constants';
import type { Entry } from './entry';
import type { CalledExpression, ExpressionContext } from './expression';
import { evaluateAddress } from './expression';
import { referenceSize } from './forms';
import { locationExpression } from './locations';
import { typeOf } from './types';

/** The stopped program as expressions see it. */
export interface ExpressionFrame {
  /** Picks from location lists of entries that an expression calls. */
  readonly pc: number;
  readonly cfa: number | undefined;
  registers(number: number): number | undefined;
  readMemory(address: number, length: number): Uint8Array | undefined;
  /** See `ExpressionContext`. */
  entryValue?(expression: Uint8Array): bigint | undefined;
}

/** For what needs no frame: fixed addresses. */
export const NO_FRAME: ExpressionFrame = {
  pc: 0,
  cfa: undefined,
  registers: () => undefined,
  readMemory: () => undefined,
};

export function expressionContext(
  { unit }: Entry,
  frame: ExpressionFrame,
  frameBase?: number,
): ExpressionContext {
  const calledAt = (offset: number): CalledExpression | undefined => {
    const entry = unit.owner.entryAt(offset);
    const bytes = entry && locationExpression(entry, dw.DW_AT_location, frame.pc);
    return bytes && { bytes, context: expressionContext(entry, frame, frameBase) };
  };
  return {
    registers: number => frame.registers(number),
    readMemory: (address, length) => frame.readMemory(address, length),
    // Unwinding finds it: only for those who ask.
    get cfa() {
      return frame.cfa;
    },
    frameBase,
    indexedAddress: index => unit.indexedAddress(index),
    baseType: offset => valueTypeOf(unit.owner.entryAt(unit.unitOffset + offset)),
    calledInUnit: offset => calledAt(unit.unitOffset + offset),
    calledAt,
    referenceSize: referenceSize(unit),
    entryValue: expression => frame.entryValue?.(expression),
  };
}

/** What DW_OP_fbreg counts from in a function. [DWARF5 §3.3.5] */
export function frameBaseOf(subprogram: Entry, frame: ExpressionFrame): number | undefined {
  const bytes = locationExpression(subprogram, dw.DW_AT_frame_base, frame.pc);
  return bytes && evaluateAddress(bytes, expressionContext(subprogram, frame));
}

/** A base type as typed operators know it. [§2.5.1] */
function valueTypeOf(entry: Entry | undefined): ValueType | undefined {
  const type = typeOf(entry);
  if (type.kind !== 'scalar' || type.byteSize === 0) return undefined;
  return {
    bits: type.byteSize * 8,
    isSigned: type.encoding === 'signed',
    isFloat: type.encoding === 'float',
  };
}
