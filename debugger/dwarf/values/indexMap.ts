/** IndexMap and IndexSet: a vector of entries in the order in which they came. */

import type { StructType } from '../types';
import { presentVec } from './collections';
import { indexBucketLayouts, indexMapLayouts, indexSetLayouts, placesIn } from './layouts';
import { isStruct } from './members';
import { withFields } from './pointers';
import type { Place, Presentation } from './presentation';

export function presentIndexMap(place: Place<StructType>): Presentation | undefined {
  return presentEntries(place, placesIn(place, indexMapLayouts)?.entries, true);
}

export function presentIndexSet(place: Place<StructType>): Presentation | undefined {
  return presentEntries(place, placesIn(place, indexSetLayouts)?.entries, false);
}

function presentEntries(
  whole: Place<StructType>,
  entries: Place | undefined,
  hasValues: boolean,
): Presentation | undefined {
  const list = entries && isStruct(entries) ? presentVec(entries) : undefined;
  if (list?.kind !== 'list') return list && withFields(whole, list);
  return {
    kind: 'entries',
    count: list.count,
    at(index) {
      const bucket = placesIn(list.at(index), indexBucketLayouts);
      if (!bucket) return { missing: 'its entries have no keys' };
      return { key: bucket.key, value: hasValues ? bucket.value : undefined };
    },
  };
}
