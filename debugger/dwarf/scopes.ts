/** What is nested in a function: blocks and inlined calls, with the addresses they cover. [DWARF5 §3.3.8, §3.5] */

import * as dw from './constants';
import type { Entry } from './entry';
import type { AddressRange } from './ranges';
import { contains } from './ranges';

export interface Scope {
  readonly entry: Entry;
  readonly ranges: readonly AddressRange[];
  /** A subprogram or an inlined call; else a block. */
  readonly isFunction: boolean;
  /** Read on first use. */
  readonly children: readonly Scope[];
}

/** What an entry inside a function is that covers some of its code. */
const nested: ReadonlySet<number> = new Set([
  dw.DW_TAG_lexical_block,
  dw.DW_TAG_inlined_subroutine,
  dw.DW_TAG_try_block,
  dw.DW_TAG_catch_block,
  dw.DW_TAG_with_stmt,
]);

/** Whether an entry with this tag is a block or an inlined call. */
export function isNestedTag(tag: number): boolean {
  return nested.has(tag);
}

/** Whether an entry with this tag has variables of its own: a function, an inlined call or a block. */
export function isScopeTag(tag: number): boolean {
  return tag === dw.DW_TAG_subprogram || nested.has(tag);
}

export function scopeOf(entry: Entry): Scope {
  let children: readonly Scope[] | undefined;
  return {
    entry,
    ranges: entry.ranges,
    isFunction: entry.tag === dw.DW_TAG_subprogram || entry.tag === dw.DW_TAG_inlined_subroutine,
    get children() {
      return (children ??= childScopes(entry));
    },
  };
}

/** The scope and those inside it that cover an address, outermost first. */
export function scopesAt(outermost: Scope, address: number): Scope[] {
  const chain: Scope[] = [];
  let scope: Scope | undefined = outermost;
  for (; scope; scope = scope.children.find(it => contains(it.ranges, address))) chain.push(scope);
  return chain;
}

function childScopes(entry: Entry): Scope[] {
  const { tree } = entry.unit;
  // Most entries of a function are variables: the tree's tags pass over them without reading any.
  const scopes: Scope[] = [];
  const end = tree.ends[entry.index] ?? 0;
  for (let child = entry.index + 1; child < end; child = tree.ends[child] ?? end) {
    if (nested.has(tree.tags[child] ?? 0)) scopes.push(scopeOf(entry.unit.entry(child)));
  }
  return scopes.filter(it => it.ranges.length > 0);
}
