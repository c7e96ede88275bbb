/** Names of types as a Rust author writes them. rustc records them with full paths and all parameters. */

import * as dw from './constants';
import type { Entry } from './entry';

/** Names of pointers to pointers and arrays of arrays; a malformed type may contain itself. */
const MAX_DEPTH = 16;

/** `Vec<u32>` for `alloc::vec::Vec<u32, alloc::alloc::Global>`; `()` for no type. */
export function typeName(entry: Entry | undefined, depth = 0): string {
  if (!entry) return '()';
  if (depth > MAX_DEPTH) return '…';
  const name = entry.string(dw.DW_AT_name);
  if (name !== undefined) return shortTypeName(name);
  const inner = (): string => typeName(entry.reference(dw.DW_AT_type), depth + 1);
  switch (entry.tag) {
    case dw.DW_TAG_array_type:
      return arrayCounts(entry).reduceRight((text, count) => `[${text}; ${count ?? '?'}]`, inner());
    case dw.DW_TAG_pointer_type:
      return `*const ${inner()}`;
    case dw.DW_TAG_subroutine_type:
      return 'fn';
    case dw.DW_TAG_const_type:
    case dw.DW_TAG_volatile_type:
    case dw.DW_TAG_restrict_type:
    case dw.DW_TAG_atomic_type:
      return inner();
    default:
      return '{unnamed}';
  }
}

/** Paths down to their last name, and the global allocator, which everybody uses, left out. */
export function shortTypeName(name: string): string {
  return name
    .replaceAll(/, &?alloc::alloc::Global\b/g, '')
    .replaceAll(/(?:\b[A-Za-z_]\w*|\{[^{}]*\})::(?=[\w{])/g, '');
}

/** The number of elements of each dimension, outermost first; undefined where it is not recorded. */
export function arrayCounts(array: Entry): (number | undefined)[] {
  const counts: (number | undefined)[] = [];
  for (const child of array.children()) {
    if (child.tag !== dw.DW_TAG_subrange_type) continue;
    const upper = child.number(dw.DW_AT_upper_bound);
    counts.push(child.number(dw.DW_AT_count) ?? (upper === undefined ? undefined : upper + 1));
  }
  return counts.length > 0 ? counts : [undefined];
}
