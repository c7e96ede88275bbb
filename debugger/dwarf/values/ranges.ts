/** The library's ranges, as they are written: `0..5`, `1..=5`, `2..`. */

import type { StructType } from '../types';
import { memberPlace, namedPlaces } from './members';
import type { NamedPlace, Place, Presentation } from './presentation';

const SIGNS: readonly (readonly [path: RegExp, sign: string])[] = [
  [/::Range(?:From|To)?</, '..'],
  [/::Range(?:To)?Inclusive</, '..='],
];

export function presentRange(place: Place<StructType>): Presentation | undefined {
  const sign = SIGNS.find(([path]) => path.test(place.type.path))?.[1];
  const start = memberPlace(place, 'start');
  const end = memberPlace(place, 'end') ?? memberPlace(place, 'last');
  if (sign === undefined || (!start && !end)) return undefined;
  const fields: NamedPlace[] = namedPlaces(place);
  return {
    kind: 'fields',
    name: '',
    fields,
    write: part => `${start ? part(start) : ''}${sign}${end ? part(end) : ''}`,
  };
}
