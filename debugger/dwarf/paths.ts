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

/** Trees are as deep as the input says; a path that would be longer begins anew. */
const MAX_DEPTH = 64;

export function shortNameOf(entry: Entry): string {
  return entry.string(dw.DW_AT_name) ?? '{unnamed}';
}

export function linkageNameOf(entry: Entry): string | undefined {
  return entry.string(dw.DW_AT_linkage_name) ?? entry.string(dw.DW_AT_MIPS_linkage_name);
}

/** `erc20::ledger::transfer`: namespaces, types and functions around the entry's declaration, then its own name. */
export function pathOf(entry: Entry): string {
  const { parent } = entry.declaration;
  const { path } = parent === undefined ? OUTSIDE : surroundings(parent);
  return path + shortNameOf(entry);
}

interface Surroundings {
  /** `erc20::ledger::` for what is in there. */
  readonly path: string;
  readonly depth: number;
}

const OUTSIDE: Surroundings = { path: '', depth: 0 };

/** Asked for again for each thing that an entry has in it. */
const known = new WeakMap<Entry, Surroundings>();

function surroundings(entry: Entry): Surroundings {
  const unknown: Entry[] = [];
  let outer: Entry | undefined = entry;
  for (; outer && !known.has(outer); outer = outer.parent) unknown.push(outer);
  let found = (outer && known.get(outer)) ?? OUTSIDE;
  for (const it of unknown.reverse()) {
    if (naming.has(it.tag)) {
      const { path, depth } = found.depth < MAX_DEPTH ? found : OUTSIDE;
      found = { path: `${path}${shortNameOf(it)}::`, depth: depth + 1 };
    }
    known.set(it, found);
  }
  return found;
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
