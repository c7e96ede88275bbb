/** Reads the value of a variable in a stopped frame. [DWARF5 §2.6, §3.3.5] */

import { absenceAt, absenceText } from './absence';
import { bounded } from './boundedArray';
import * as dw from './constants';
import type { Entry } from './entry';
import type { Evaluated } from './expression';
import { OPTIMIZED_OUT, evaluateAddress, evaluateLocation } from './expression';
import { expressionContext, frameBaseOf } from './expressionContext';
import { locationExpression } from './locations';
import { functionItem, heldType } from './types';
import type { VariableInfo } from './variables';
import type { Place, ValueContext } from './values/presentation';
import { storageOf } from './values/pieces';
import { readUnsigned } from './values/scalars';
import { IS_CONSTANT, bytesStorage, constantStorage, missingStorage } from './values/storage';
import type { Storage } from './values/storage';
import { createValue } from './values/value';
import type { DwarfValue } from './values/value';

/** The frame that a variable is read in. */
export interface FrameContext extends ValueContext {
  /** Where it stands; for a caller the address of its call. */
  readonly pc: number;
  /** As `DebugInfo.unwind` gives it. */
  readonly cfa: number | undefined;
  /** The line of the instruction at an address, where it is one of that file: for texts that say where a value is. */
  lineAt?(address: number, file: string | undefined): number | undefined;
  /** What an expression gave when the frame's function was entered. */
  entryValue?(expression: Uint8Array): bigint | undefined;
}

const utf8 = new TextEncoder();

const POINTER_ALIGNMENT = 4;

/** Never throws: what cannot be read is a value that says why. */
export function readVariable(variable: VariableInfo, context: FrameContext): DwarfValue {
  return createValue(variablePlace(variable, context));
}

export function variablePlace(variable: VariableInfo, context: FrameContext): Place {
  return placeOfVariable(variable, variableStorage(variable, context), context);
}

/**
 * rustc tells no alignment of parameters, by which a function that is a value by itself could be told from a pointer to
 * one: but no pointer is where only a thing without bytes may be.
 */
export function placeOfVariable(
  { entry, subprogram, isParameter }: VariableInfo,
  storage: Storage,
  context: FrameContext,
): Place {
  const type = bounded(heldType(entry), (holder, attribute) =>
    numberOf(holder, attribute, { entry, subprogram }, context),
  );
  const isMisplaced = isParameter && (storage.address ?? 0) % POINTER_ALIGNMENT !== 0;
  const isFunction = type.kind === 'pointer' && type.target.kind === 'function';
  return { type: isMisplaced && isFunction ? functionItem(type.name) : type, storage, context };
}

function variableStorage({ entry, subprogram }: InFrame, context: FrameContext): Storage {
  const constant = constantOf(entry);
  if (constant) return constant;
  const bytes = locationExpression(entry, dw.DW_AT_location, context.pc);
  // No location at all, or none here, is how a compiler says that it kept no such thing. [§2.6.1.1.4]
  if (!bytes || bytes.length === 0) return missingStorage(reasonOf(entry, context));
  const found = evaluate(entry, bytes, context, subprogram && frameBaseOf(subprogram, context));
  if (found.kind !== 'unavailable') {
    return storageOf(found, context, offset => {
      const described = entry.unit.owner.entryAt(offset);
      return described && variableStorage({ entry: described, subprogram }, context);
    });
  }
  return missingStorage(reasonOf(entry, context, found.reason));
}

type InFrame = Pick<VariableInfo, 'entry' | 'subprogram'>;

/** A constant, the value of another variable, or what an expression computes. [§2.19] */
function numberOf(
  holder: Entry,
  attribute: number,
  { entry, subprogram }: InFrame,
  context: FrameContext,
): number | undefined {
  if (holder.attribute(attribute)?.kind === 'constant') return holder.number(attribute);
  const bytes = locationExpression(holder, attribute, context.pc);
  if (bytes) {
    const base = subprogram && frameBaseOf(subprogram, context);
    return evaluateAddress(bytes, expressionContext(entry, context, base));
  }
  const variable = holder.reference(attribute);
  if (!variable) return undefined;
  const type = heldType(variable);
  const storage = variableStorage({ entry: variable, subprogram }, context);
  const value = readUnsigned({ type, storage, context });
  return typeof value === 'bigint' ? Number(value) : undefined;
}

/** With the nearest place in the code where it would be there. */
function reasonOf(entry: Entry, context: FrameContext, reason: string = OPTIMIZED_OUT): string {
  const absence = absenceAt(entry, context.pc);
  if (!absence) return reason;
  const file = entry.file(dw.DW_AT_decl_file);
  return absenceText(absence, context.pc, reason, address => context.lineAt?.(address, file));
}

/** A value that the entry itself holds. [§2.10] */
function constantOf(entry: Entry): Storage | undefined {
  const value = entry.inherited(dw.DW_AT_const_value);
  if (!value || entry.attribute(dw.DW_AT_location)) return undefined;
  const reason = IS_CONSTANT;
  switch (value.kind) {
    case 'constant':
    case 'address':
    case 'flag':
      return constantStorage(BigInt(value.value), reason);
    case 'block':
    case 'expression':
      return bytesStorage(value.bytes, reason);
    case 'addressIndex':
      return constantStorage(BigInt(entry.unit.address(value) ?? 0), reason);
    case 'string':
    case 'text':
      // A string of C ends with a zero, which the form leaves out.
      return bytesStorage(utf8.encode(`${entry.unit.string(value) ?? ''}\0`), reason);
    default:
      return undefined;
  }
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
