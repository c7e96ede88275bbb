/** What an occasion gives names to: `old` and `new` of a data breakpoint, `$return` after a step out. */

import type { Type } from '../../dwarf/types';
import type { Place } from '../../dwarf/values/presentation';
import { bytesStorage } from '../../dwarf/values/storage';
import { EvaluationError } from '../evaluationError';
import { INTEGER_TYPES, wrap } from './integer';
import type { Operand } from './operand';
import { unwrapped } from './places';
import type { Scope } from './scope';
import { valueContext } from './scope';

/** @param typeName of Rust's integers: `u32` */
export function integerBinding(value: bigint, typeName: string): Operand {
  const type = INTEGER_TYPES.get(typeName);
  if (type === undefined) throw new EvaluationError(`${typeName} is no integer type`);
  return { kind: 'integer', ...wrap(type, value), isAddress: false };
}

/** Bytes as a value of a type of the program's: what was there before. */
export function bytesBinding(scope: Scope, type: Type, bytes: Uint8Array): Operand {
  const storage = bytesStorage(bytes, 'it is a copy of what was there');
  return { kind: 'variable', place: { type, storage, context: valueContext(scope) } };
}

/** A value wherever it is: what a function has returned. */
export function placeBinding(place: Place): Operand {
  return { kind: 'variable', place };
}

/** The type in which the bytes of an operand's place are to be read again, for `bytesBinding`; undefined where it has none. */
export function typeOfOperand(operand: Operand): Type | undefined {
  return operand.kind === 'variable' ? unwrapped(operand.place).type : undefined;
}
