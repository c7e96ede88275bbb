/** Chooses how a value is shown, by its type. */

import type { Type } from '../types';
import { isFatPointer, isStruct } from './members';
import { presentFatPointer, presentPointer } from './pointers';
import type { Place, Presentation } from './presentation';
import { missingText, textOnly } from './presentation';
import { presentEnumeration, presentScalar } from './scalars';
import { presentStandard } from './standard';
import { isMissing } from './storage';
import { presentArray, presentStruct } from './structs';

export function present(place: Place): Presentation {
  const missing = missingWhole(place);
  if (missing !== undefined) return missingText(missing);
  if (isStruct(place)) {
    const fat = isFatPointer(place.type) ? presentFatPointer(place) : undefined;
    return fat ?? presentStandard(place) ?? presentStruct(place);
  }
  if (is(place, 'scalar')) return presentScalar(place);
  if (is(place, 'pointer')) return presentPointer(place);
  if (is(place, 'array')) return presentArray(place);
  if (is(place, 'enumeration')) return presentEnumeration(place);
  return textOnly(`<${place.type.name}: no value that can be shown>`);
}

function is<K extends Type['kind']>(
  place: Place,
  kind: K,
): place is Place<Extract<Type, { kind: K }>> {
  return place.type.kind === kind;
}

/** Where nothing of a value is there, its parts need not say so one by one. */
function missingWhole({ type, storage }: Place): string | undefined {
  if (type.byteSize === 0) return undefined;
  if (storage.missing !== undefined) return storage.missing;
  if (storage.address === undefined) return undefined;
  const first = storage.read(0, 1);
  return isMissing(first) ? first.missing : undefined;
}
