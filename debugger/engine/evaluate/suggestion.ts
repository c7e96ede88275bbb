/** What a person may have meant who asks something for a part that it has not: the storage behind a handle, a field of `self`. */

import { EvaluationError } from '../evaluationError';
import { localReader } from './names';
import type { Operand } from './operand';
import { memberOf } from './places';
import { primitive } from './primitives';
import type { Scope } from './scope';
import { similarNames, storageNames } from './similarNames';

/** The error, or one that says more, where there is more to be said of what was asked. */
export function withSuggestion(error: unknown, scope: Scope, of: Operand): unknown {
  if (!(error instanceof EvaluationError) || error.span !== undefined) return error;
  const storage = storageBehind(scope, of);
  if (storage !== undefined) return new EvaluationError(storage);
  const meant = alternatives(scope, of);
  return meant === undefined ? error : new EvaluationError(`${error.message}: ${meant}`);
}

/** clibc's, which know their name and have to ask the chain for what they stand for. [guest/clibc/src/stored.rs] */
const HANDLE = /^(?:Item|Map)</;

/** In the contract a map of storage is a name; what is stored under it the chain knows. */
function storageBehind(scope: Scope, of: Operand): string | undefined {
  if (of.kind !== 'variable') return undefined;
  const { place } = of;
  const isHandle = HANDLE.test(place.type.name.replace(/^&(?:mut )?/, ''));
  const named = isHandle ? memberOf(place, 'name') : undefined;
  const name = named && primitive({ kind: 'variable', place: named });
  if (name?.kind !== 'text' || !storageNames(scope).includes(name.value)) return undefined;
  const word = `storage.${name.value}`;
  const isMap = place.type.name.includes('Map<');
  return `what ${name.value} keeps is in the chain's storage: ask for ${word}${isMap ? '[…]' : ''}`;
}

/** For what is no variable but a symbol's address. */
function alternatives(scope: Scope, of: Operand): string | undefined {
  if (of.kind !== 'integer' || of.symbol === undefined) return undefined;
  const similar = similarNames(scope, of.symbol.name, localReader('self')(scope));
  const where = 'no variable of that name is in this frame';
  return similar === undefined ? where : `${where}, but ${similar}`;
}
