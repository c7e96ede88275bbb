/** Reads the value of a variable in a stopped frame. [DWARF5 §2.6, §3.3.5] */

import * as dw from './constants';
import type { Entry } from './entry';
import type { Evaluated } from './expression';
import { OPTIMIZED_OUT, evaluateAddress, evaluateLocation } from './expression';
import { expressionContext } from './expressionContext';
import { locationExpression } from './locations';
import { typeOf } from './types';
import type { VariableInfo } from './variables';
import type { Place, ValueContext } from './values/presentation';
import { storageOf } from './values/pieces';
import { IS_CONSTANT, bytesStorage, constantStorage } from './values/storage';
import type { Storage } from './values/storage';
import { createValue } from './values/value';
import type { DwarfValue } from './values/value';

/** The frame that a variable is read in. */
export interface FrameContext extends ValueContext {
  /** Where it stands; for a caller the address of its call. */
  readonly pc: number;
  /** As `DebugInfo.unwind` gives it. */
  readonly cfa: number | undefined;
}

/** Never throws: what cannot be read is a value that says why. */
export function readVariable(variable: VariableInfo, context: FrameContext): DwarfValue {
  return createValue(variablePlace(variable, context));
}

export function variablePlace(variable: VariableInfo, context: FrameContext): Place {
  const type = typeOf(variable.entry.reference(dw.DW_AT_type));
  return { type, storage: variableStorage(variable, context), context };
}

function variableStorage({ entry, subprogram }: VariableInfo, context: FrameContext): Storage {
  const constant = constantOf(entry);
  if (constant) return constant;
  const bytes = locationExpression(entry, dw.DW_AT_location, context.pc);
  // No location at all, or none here, is how a compiler says that it kept no such thing. [§2.6.1.1.4]
  if (!bytes) return storageOf({ kind: 'unavailable', reason: OPTIMIZED_OUT }, context);
  return storageOf(evaluate(entry, bytes, context, frameBase(subprogram, context)), context);
}

/** A value that the entry itself holds. [§2.10] */
function constantOf(entry: Entry): Storage | undefined {
  const value = entry.inherited(dw.DW_AT_const_value);
  if (!value || entry.attribute(dw.DW_AT_location)) return undefined;
  const reason = IS_CONSTANT;
  if (value.kind === 'constant') return constantStorage(BigInt(value.value), reason);
  if (value.kind === 'block') return bytesStorage(value.bytes, reason);
  if (value.kind === 'address') return constantStorage(BigInt(value.value), reason);
  return undefined;
}

function frameBase(subprogram: Entry | undefined, context: FrameContext): number | undefined {
  const bytes = subprogram && locationExpression(subprogram, dw.DW_AT_frame_base, context.pc);
  return bytes && evaluateAddress(bytes, expressionContext(subprogram, context));
}

function evaluate(
  entry: Entry,
  bytes: Uint8Array,
  context: FrameContext,
  base: number | undefined,
): Evaluated {
  const result = evaluateLocation(bytes, expressionContext(entry, context, base));
  if (result.kind === 'unavailable' && result.isMalformed) {
    entry.unit.owner.problems.add('.debug_info', entry.offset, result.reason);
  }
  return result;
}
