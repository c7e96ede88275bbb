/** C's arrays whose length the running program knows. [DWARF5 §5.13, §2.19] */

import * as dw from './constants';
import type { Entry } from './entry';
import type { Type } from './types';
import { arrayOf, typeOf } from './types';

/** More elements than any memory has are a length that is not yet written. */
const MAX_COUNT = 2 ** 31;

/** The number that an attribute stands for: itself, that of a variable, or what an expression computes. */
export type ReadBound = (holder: Entry, attribute: number) => number | undefined;

/** The array with its length at this moment; any other type, and one whose length is not known, as it is. */
export function bounded(type: Type, readBound: ReadBound): Type {
  if (type.kind !== 'unknown' || !type.array) return type;
  const counts: number[] = [];
  for (const child of type.array.children()) {
    if (child.tag !== dw.DW_TAG_subrange_type) continue;
    const count = countOf(child, readBound);
    if (count === undefined || count < 0 || count > MAX_COUNT) return type;
    counts.push(count);
  }
  if (counts.length === 0) return type;
  const element = typeOf(type.array.reference(dw.DW_AT_type)).name;
  const name = counts.reduceRight((text, count) => `[${text}; ${count}]`, element);
  return arrayOf(type.array, name, counts);
}

function countOf(range: Entry, readBound: ReadBound): number | undefined {
  const count = readBound(range, dw.DW_AT_count);
  if (count !== undefined) return count;
  const upper = readBound(range, dw.DW_AT_upper_bound);
  return upper === undefined ? undefined : (upper | 0) + 1;
}
