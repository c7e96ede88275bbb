/** Logical frames: a physical function and the calls that were inlined into it. [DWARF5 §3.3.8] */

import * as dw from './constants';
import type { CodeLine, FunctionFacts } from './functionFacts';
import type { Functions } from './functions';
import { entranceOf } from './inlinedCalls';
import type { Lines } from './lines';
import type { Scope } from './scopes';

/** It stands in the pc's line, or in the line of the inlined call inside. */
export interface FunctionFrame extends Omit<FunctionFacts, 'call'>, CodeLine {
  /** Bounds of the piece of the function's code that holds the pc. */
  readonly lowPc: number;
  readonly highPc: number;
  /** An inlined call that begins at the pc: nothing of it has run. */
  readonly isAtEntrance: boolean;
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
    const instance = functionOf(scope);
    const { entry, ranges } = instance;
    const range = ranges.find(it => it.low <= pc && pc < it.high);
    const { call, ...facts } = functions.factsOf(entry);
    const frame = {
      ...facts,
      ...place,
      lowPc: range?.low ?? pc,
      highPc: range?.high ?? pc,
      isAtEntrance: facts.inlined && entranceOf(instance) === pc,
      scope,
    };
    place = call;
    return frame;
  });
}

/** Whether the line that a frame stands in has a statement among the frame's own code, apart from what was inlined. */
export function hasStatement(lines: Lines, functions: Functions, frame: FunctionFrame): boolean {
  const { entry } = functionOf(frame.scope);
  return lines
    .statementsWithin(frame.file, frame.line, frame.line)
    .some(it => functions.instanceAt(it.address)?.entry === entry);
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
