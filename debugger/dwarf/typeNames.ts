/** Names of types as a Rust author writes them. rustc records them with full paths and all parameters. */

import * as dw from './constants';
import type { Entry } from './entry';
import { pathOf } from './paths';

/** Names that the name of one type may be made of: a malformed type may contain itself, and more than once. */
const MAX_NAMES = 64;

interface Budget {
  names: number;
}

/** `Vec<u32>` for `alloc::vec::Vec<u32, alloc::alloc::Global>`; `()` for no type. */
export function typeName(entry: Entry | undefined, budget: Budget = { names: MAX_NAMES }): string {
  if (!entry) return '()';
  if (budget.names-- <= 0) return '…';
  const name = entry.string(dw.DW_AT_name);
  if (name !== undefined) return shortTypeName(isCaptured(name) ? pathOf(entry) : name);
  const inner = (): string => typeName(entry.reference(dw.DW_AT_type), budget);
  switch (entry.tag) {
    case dw.DW_TAG_array_type:
      return arrayCounts(entry).reduceRight((text, count) => `[${text}; ${count ?? '?'}]`, inner());
    case dw.DW_TAG_pointer_type: {
      const target = inner();
      // A function's type is that of a pointer to it.
      return target.startsWith('fn(') ? target : `*const ${target}`;
    }
    case dw.DW_TAG_reference_type:
    case dw.DW_TAG_rvalue_reference_type:
      return `&${inner()}`;
    case dw.DW_TAG_ptr_to_member_type:
      return `${inner()} ${typeName(entry.reference(dw.DW_AT_containing_type), budget)}::*`;
    case dw.DW_TAG_subroutine_type:
      return functionName(entry, inner(), budget);
    case dw.DW_TAG_const_type:
    case dw.DW_TAG_volatile_type:
    case dw.DW_TAG_restrict_type:
    case dw.DW_TAG_atomic_type:
      return inner();
    default:
      return '{unnamed}';
  }
}

/** `fn(u32, *const u8) -> bool`; as C's, whose functions may take more than they say, `fn(u32, ...)`. */
function functionName(entry: Entry, result: string, budget: Budget): string {
  const parameters: string[] = [];
  for (const child of entry.children()) {
    if (child.tag === dw.DW_TAG_formal_parameter) {
      parameters.push(typeName(child.reference(dw.DW_AT_type), budget));
    } else if (child.tag === dw.DW_TAG_unspecified_parameters) parameters.push('...');
    if (budget.names <= 0) break;
  }
  return `fn(${parameters.join(', ')})${result === '()' ? '' : ` -> ${result}`}`;
}

/** What rustc calls the types of closures and of `async` code: `{closure_env#0}`. */
const isCaptured = (name: string): boolean => /^\{\w+_env#\d+\}/.test(name);

/** Such a type, or one within another, behind the function that it is written in. */
const CAPTURED = /\b(\w+)((?:::\{(?!impl#|extern#)\w+#\d+\})+)/g;

/** Stands for `::` while paths are cut. */
const KEPT = '\u0000';

/**
 * Paths down to their last name, and the global allocator, which everybody uses, left out. Closures are named as rustc
 * does, by number in their function: `settle::{closure#0}`.
 */
export function shortTypeName(name: string): string {
  return name
    .replaceAll(/, &?alloc::alloc::Global\b/g, '')
    .replaceAll(/\{(\w+)_env#(\d+)\}/g, '{$1#$2}')
    .replaceAll(
      CAPTURED,
      (_found, owner: string, own: string) => owner + own.replaceAll('::', KEPT),
    )
    .replaceAll(/(?:\b[A-Za-z_]\w*|\{[^{}]*\})::(?=[\w{])/g, '')
    .replaceAll(KEPT, '::');
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
