/** Logical frames: a physical function and the calls that were inlined into it. [DWARF5 §3.3.8] */

import * as dw from './constants';
import type { CodeLine, FunctionFacts } from './functionFacts';
import type { Functions } from './functions';
import type { Lines } from './lines';
import type { Scope } from './scopes';

/** It stands in the pc's line, or in the line of the inlined call inside. */
export interface FunctionFrame extends Omit<FunctionFacts, 'call'>, CodeLine {
  /** Bounds of the piece of the function's code that holds the pc. */
  readonly lowPc: number;
  readonly highPc: number;
  /** For `variablesOf`: the blocks at the pc inside this frame, innermost first, then the function. */
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
  const row = lines.rowAt(pc);
  let place: CodeLine = { file: row?.file ?? '', line: row?.line ?? 0, column: row?.column ?? 0 };
  return frameScopesAt(functions, pc).map(scope => {
    const { entry, ranges } = functionOf(scope);
    const range = ranges.find(it => it.low <= pc && pc < it.high);
    const { call, ...facts } = functions.factsOf(entry);
    const frame = {
      ...facts,
      ...place,
      lowPc: range?.low ?? pc,
      highPc: range?.high ?? pc,
      scope,
    };
    place = call;
    return frame;
  });
}

/** Whether the function of a frame is one that nothing comes back from: a panic. */
export function neverReturns({ scope }: FunctionFrame): boolean {
  const { entry } = functionOf(scope);
  return entry.inherited(dw.DW_AT_noreturn) !== undefined;
}

/** The scopes of each logical frame at an address, innermost frame first. */
export function frameScopesAt(functions: Functions, pc: number): FrameScope[] {
  const frames: FrameScope[] = [];
  const [subprogram, ...inner] = functions.scopesAt(pc);
  if (!subprogram) return frames;
  let blocks: Scope[] = [];
  for (const scope of [...inner.reverse(), subprogram]) {
    blocks.push(scope);
    if (!scope.isFunction) continue;
    frames.push({ pc, scopes: blocks, subprogram });
    blocks = [];
  }
  return frames;
}

/** The function or inlined call that a frame is of: the outermost of its scopes. */
export function functionOf({ scopes, subprogram }: FrameScope): Scope {
  return scopes.at(-1) ?? subprogram;
}
