/** Logical frames: a physical function and the calls that were inlined into it. [DWARF5 §3.3.8] */

import * as dw from './constants';
import type { Functions } from './functions';
import type { Lines } from './lines';
import { linkageNameOf, shortNameOf } from './paths';
import type { Scope } from './scopes';

export interface FunctionFrame {
  /** Full path, as `erc20::ledger::transfer`. */
  readonly name: string;
  readonly shortName: string;
  /** Mangled; undefined for C and assembly. */
  readonly linkageName: string | undefined;
  readonly declFile: string | undefined;
  readonly declLine: number | undefined;
  /** Where this frame stands: the pc's line, or the line of the inlined call inside. */
  readonly file: string;
  /** From 1; 0 where the compiler says that the code belongs to no line. */
  readonly line: number;
  /** From 1; 0 where none is recorded. */
  readonly column: number;
  /** Bounds of the piece of the function's code that holds the pc. */
  readonly lowPc: number;
  readonly highPc: number;
  readonly inlined: boolean;
  /** For `DebugInfo.variablesIn`: the blocks at the pc inside this frame, innermost first, then the function. */
  readonly scope: FrameScope;
}

export interface FrameScope {
  readonly pc: number;
  readonly scopes: readonly Scope[];
  /** The physical function, whose frame base holds for everything inlined. */
  readonly subprogram: Scope;
}

/** Innermost first; empty where no function has code at the pc. */
export function framesAt(lines: Lines, functions: Functions, pc: number): FunctionFrame[] {
  const scopes = functions.scopesAt(pc);
  const subprogram = scopes[0];
  if (!subprogram) return [];
  const row = lines.rowAt(pc);
  let place = { file: row?.file ?? '', line: row?.line ?? 0, column: row?.column ?? 0 };
  const frames: FunctionFrame[] = [];
  let blocks: Scope[] = [];
  for (const scope of scopes.slice().reverse()) {
    blocks.push(scope);
    if (!scope.isFunction) continue;
    const { entry } = scope;
    const range = scope.ranges.find(it => it.low <= pc && pc < it.high);
    frames.push({
      name: functions.nameOf(entry),
      shortName: shortNameOf(entry),
      linkageName: linkageNameOf(entry),
      declFile: entry.file(dw.DW_AT_decl_file),
      declLine: entry.number(dw.DW_AT_decl_line),
      ...place,
      lowPc: range?.low ?? pc,
      highPc: range?.high ?? pc,
      inlined: entry.tag === dw.DW_TAG_inlined_subroutine,
      scope: { pc, scopes: blocks, subprogram },
    });
    place = {
      file: entry.file(dw.DW_AT_call_file) ?? '',
      line: entry.number(dw.DW_AT_call_line) ?? 0,
      column: entry.number(dw.DW_AT_call_column) ?? 0,
    };
    blocks = [];
  }
  return frames;
}
