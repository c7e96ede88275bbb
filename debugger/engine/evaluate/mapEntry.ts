/** Entries of maps and sets by their keys: `scores["alice"]`, `orders[3]`, `owners[Id(3)]`, `pairs[(1, 'a')]`. */

import { isPosition } from '../../dwarf/values/members';
import { present } from '../../dwarf/values/present';
import type { Entries, Place } from '../../dwarf/values/presentation';
import { isMissing } from '../../dwarf/values/storage';
import { createValue } from '../../dwarf/values/value';
import { EvaluationError } from '../evaluationError';
import type { Compiled } from './compile';
import type { Expression } from './expression';
import type { Operand } from './operand';
import { patternReader } from './patterns';
import { entriesOf } from './places';
import type { Scope } from './scope';

/** A few keys help; a hundred do not. */
const MAX_NAMED = 8;

/** Newtypes of newtypes; a malformed type may contain itself. */
const MAX_DEPTH = 8;

/** What a map has for the key, and of a set the key itself; undefined where an operand is neither. */
export function entryReader(
  key: Expression,
  compile: (tree: Expression) => Compiled,
): (scope: Scope, of: Operand) => Operand | undefined {
  // Rust asks for `map[&key]`.
  const wanted = key.kind === 'unary' && key.operator === '&' ? key.of : key;
  const fits = patternReader(wanted, compile);
  return (scope, of) => {
    const entries = of.kind === 'variable' ? entriesOf(of.place) : undefined;
    if (of.kind !== 'variable' || entries === undefined) return undefined;
    for (let index = 0; index < entries.count; index++) {
      const entry = entries.at(index);
      if (isMissing(entry)) throw new EvaluationError(`it cannot be read: ${entry.missing}`);
      const places =
        wanted.kind === 'variant' ? [entry.key] : [withoutNewtype(entry.key), entry.key];
      if (isKey(places, it => fits(scope, { kind: 'variable', place: it }), key)) {
        return { kind: 'variable', place: entry.value ?? entry.key };
      }
    }
    throw new EvaluationError(noEntry(entries), key.span);
  };
}

/** Whether one of them is what is wanted; what none of them can ever be is told with what the keys are. */
function isKey(
  places: readonly Place[],
  fits: (place: Place) => boolean,
  { span }: Expression,
): boolean {
  let refusal: EvaluationError | undefined;
  for (const place of places) {
    try {
      return fits(place);
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      refusal = error;
    }
  }
  if (refusal?.span !== undefined) throw refusal;
  const type = places.at(-1)?.type.name ?? '';
  throw new EvaluationError(`the keys are ${type}: ${refusal?.message ?? ''}`, span);
}

/** `Id(3)` is found by 3 too. */
function withoutNewtype(outer: Place): Place {
  let place = outer;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const it = present(place);
    const [only, ...more] = it.kind === 'fields' ? it.fields : [];
    const isEnum = place.type.kind === 'struct' && place.type.variants !== undefined;
    if (isEnum || only === undefined || more.length > 0 || !isPosition(only.name)) break;
    place = only.place;
  }
  return place;
}

function noEntry({ count, at }: Entries): string {
  if (count === 0) return 'there is no such key: there are no entries';
  if (count > MAX_NAMED) return `there is no such key among the ${count}`;
  const keys = Array.from({ length: count }, (_, index) => {
    const entry = at(index);
    return isMissing(entry) ? '?' : createValue(entry.key).text;
  });
  return `there is no such key: there ${count === 1 ? 'is' : 'are'} ${keys.join(', ')}`;
}
