/** Every function that was compiled, with the calls that were inlined into it. [DWARF5 §3.3] */

import * as dw from '../constants';
import type { Entry } from '../entry';
import type { Demangle } from '../paths';
import { functionPathOf, linkageNameOf } from '../paths';
import type { AddressRange } from '../ranges';
import { writtenRangesOf } from '../ranges';
import type { Units } from '../units';

/** A place in a file; undefined where the entry does not say. */
export interface ListedPlace {
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;
}

export interface ListedCode {
  /** In .debug_info. */
  readonly offset: number;
  /** Full path, as `erc20::ledger::transfer`. */
  readonly name: string;
  readonly linkageName: string | undefined;
  readonly declaration: ListedPlace;
  /** As written: those of code that the linker left out start at 0 or another tombstone. */
  readonly ranges: readonly AddressRange[];
  readonly inlined: readonly ListedInlinedCall[];
}

export interface ListedFunction extends ListedCode {
  readonly isExternal: boolean;
  readonly isNoreturn: boolean;
}

export interface ListedInlinedCall extends ListedCode {
  readonly call: ListedPlace;
  /** Where the call's code is entered, where that is not the start of its first range. */
  readonly entryPc: number | undefined;
}

/** Trees are as deep as the input says; no compiler inlines so far down. */
const MAX_DEPTH = 256;

/** Functions with code, in order of .debug_info. Each unit's tree is read when its turn comes. */
export function* listFunctions(units: Units, demangle: Demangle): Generator<ListedFunction> {
  for (const unit of units.all) {
    const { tags } = unit.tree;
    for (let index = 0; index < tags.length; index++) {
      if (tags[index] !== dw.DW_TAG_subprogram) continue;
      const entry = unit.entry(index);
      const ranges = rangesIn(entry);
      if (ranges.length === 0) continue;
      yield {
        ...codeOf(entry, ranges, demangle, 0),
        isExternal: entry.flag(dw.DW_AT_external),
        isNoreturn: entry.flag(dw.DW_AT_noreturn),
      };
    }
  }
}

function codeOf(
  entry: Entry,
  ranges: readonly AddressRange[],
  demangle: Demangle,
  depth: number,
): ListedCode {
  return {
    offset: entry.offset,
    name: functionPathOf(entry, demangle),
    linkageName: linkageNameOf(entry),
    declaration: {
      file: entry.file(dw.DW_AT_decl_file),
      line: entry.number(dw.DW_AT_decl_line),
      column: entry.number(dw.DW_AT_decl_column),
    },
    ranges,
    inlined: depth < MAX_DEPTH ? inlinedIn(entry, demangle, depth + 1) : [],
  };
}

/** Calls inlined into a function or into another such call, through the blocks between. */
function inlinedIn(entry: Entry, demangle: Demangle, depth: number): ListedInlinedCall[] {
  const { tags, ends } = entry.unit.tree;
  const calls: ListedInlinedCall[] = [];
  const end = ends[entry.index] ?? 0;
  for (let index = entry.index + 1; index < end;) {
    const tag = tags[index];
    const isCall = tag === dw.DW_TAG_inlined_subroutine;
    if (isCall) calls.push(inlinedCall(entry.unit.entry(index), demangle, depth));
    // A nested function has code of its own, and is listed itself.
    const isPassed = isCall || tag === dw.DW_TAG_subprogram;
    index = isPassed ? (ends[index] ?? end) : index + 1;
  }
  return calls;
}

function inlinedCall(entry: Entry, demangle: Demangle, depth: number): ListedInlinedCall {
  return {
    ...codeOf(entry, rangesIn(entry), demangle, depth),
    call: {
      file: entry.file(dw.DW_AT_call_file),
      line: entry.number(dw.DW_AT_call_line),
      column: entry.number(dw.DW_AT_call_column),
    },
    entryPc: entry.address(dw.DW_AT_entry_pc),
  };
}

function rangesIn(entry: Entry): AddressRange[] {
  const { unit } = entry;
  const attribute = entry.attribute.bind(entry);
  return unit.owner.problems.guard([], () => writtenRangesOf(unit, attribute));
}
