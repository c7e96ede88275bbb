/** Full names of entries: the names of what surrounds them, as Rust writes a path. [DWARF5 §3.2, §3.3] */

import * as dw from './constants';
import type { Entry } from './entry';

/** A linkage name as a person writes it; the same text where it is not mangled. */
export type Demangle = (linkageName: string) => string;

const naming: ReadonlySet<number> = new Set([
  dw.DW_TAG_namespace,
  dw.DW_TAG_module,
  dw.DW_TAG_structure_type,
  dw.DW_TAG_class_type,
  dw.DW_TAG_union_type,
  dw.DW_TAG_enumeration_type,
  dw.DW_TAG_subprogram,
]);

/** Trees are as deep as the input says. */
const MAX_DEPTH = 64;

export function shortNameOf(entry: Entry): string {
  return entry.string(dw.DW_AT_name) ?? '{unnamed}';
}

export function linkageNameOf(entry: Entry): string | undefined {
  return entry.string(dw.DW_AT_linkage_name) ?? entry.string(dw.DW_AT_MIPS_linkage_name);
}

/** `erc20::ledger::transfer`: namespaces, types and functions around the entry's declaration, then its own name. */
export function pathOf(entry: Entry): string {
  const names = [shortNameOf(entry)];
  let outer = entry.declaration.parent;
  for (let depth = 0; outer && depth < MAX_DEPTH; depth++, outer = outer.parent) {
    if (naming.has(outer.tag)) names.unshift(shortNameOf(outer));
  }
  return names.join('::');
}

/**
 * A function's path. rustc names an impl of a trait by number only (`{impl#3}`); the linkage name has its type
 * and its trait, so there that one is taken: `<erc20::Metadata as clibc::Persist>::store`.
 */
export function functionPathOf(entry: Entry, demangle: Demangle): string {
  const path = pathOf(entry);
  if (!path.includes('{impl#')) return path;
  const linkageName = linkageNameOf(entry);
  return linkageName === undefined ? path : demangle(linkageName);
}
