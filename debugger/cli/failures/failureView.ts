/** What a terminal shows of a call that failed: the author's line, and the stack at the moment. */

import type { Failure, FailureWatch } from '../../engine/failurePlace';
import type { FrameView } from '../../engine/views';
import type { Origins } from './errorOrigin';
import { ownFrames } from './ownFrames';
import type { SourceLines } from './sourceLines';

/** One call of a contract that went wrong. */
export interface FailureView {
  /** `token panicked`. */
  readonly title: string;
  /** The panic's message, the error's words, what the hart said. */
  readonly detail: string | undefined;
  /** The author's line; undefined where none is known. */
  readonly place: FailurePlace | undefined;
  readonly stack: readonly FailureFrame[];
  /** How many frames the stack has further out. */
  readonly framesLeftOut: number;
}

export interface FailurePlace {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1; 0 where none is known. */
  readonly column: number;
  /** The line itself, where the file is on this machine. */
  readonly text: string | undefined;
}

export interface FailureFrame {
  readonly name: string;
  readonly path: string | undefined;
  readonly line: number;
  /** Whether it is not the author's code. */
  readonly isForeign: boolean;
  /** How often it stands there, one call in another. */
  readonly times: number;
}

/** What has more of them, each another, is told by those. */
const MOST_FRAMES = 24;
const NONE: Origins = new Map();

/**
 * @param origins stacks where errors were made, for calls that have no line of the author's on theirs any more
 * @returns by index of the transaction; the deepest call first
 */
export async function readFailures(
  watch: FailureWatch,
  indices: readonly number[],
  lines: SourceLines,
  origins = NONE,
): Promise<Map<number, readonly FailureView[]>> {
  const views = new Map<number, readonly FailureView[]>();
  for (const index of indices) {
    const failures = watch.failuresOf(index);
    if (failures.length === 0) continue;
    views.set(
      index,
      await Promise.all(
        failures.map((it, at) => viewOf(it, { isDeepest: at === 0, lines, origins })),
      ),
    );
  }
  return views;
}

interface Looking {
  /** Whether the stack is shown: it has those of the calls around it. */
  readonly isDeepest: boolean;
  readonly lines: SourceLines;
  readonly origins: Origins;
}

async function viewOf(
  { contract, status, reason, stack: standing }: Failure,
  { isDeepest, lines, origins }: Looking,
): Promise<FailureView> {
  const space = standing[0]?.space;
  // Below are those of the contracts that called, which wait.
  const [own] = await ownFrames(
    standing.filter(it => it.space === space),
    lines,
  );
  const origin = origins.get(space ?? '');
  const whole = own === undefined ? (origin ?? standing) : standing;
  const frames = isDeepest ? folded(whole.filter(isShown).map(frameOf)) : [];
  return {
    title: `${contract} ${status === 'outOfGas' ? 'is out of gas' : status}`,
    detail: status === 'outOfGas' ? reason?.replace(/^out of gas: /, '') : reason,
    place: await placeOf(own ?? origin?.[0], lines),
    stack: frames.slice(0, MOST_FRAMES),
    framesLeftOut: Math.max(0, frames.length - MOST_FRAMES),
  };
}

async function placeOf(
  frame: FrameView | undefined,
  lines: SourceLines,
): Promise<FailurePlace | undefined> {
  if (frame?.source === undefined) return undefined;
  const { line, column, source } = frame;
  return { path: source.path, line, column, text: await lines.at(source.path, line) };
}

/** The transaction itself is in the report's line above. */
function isShown({ kind }: FrameView): boolean {
  return kind !== 'transaction';
}

function frameOf({ name, source, line, kind }: FrameView): FailureFrame {
  const isForeign = kind !== 'contract' || source?.deemphasize !== false;
  return { name, path: source?.path, line, isForeign, times: 1 };
}

/** A function that has called itself from one line is one frame. */
function folded(frames: readonly FailureFrame[]): FailureFrame[] {
  const runs: FailureFrame[] = [];
  for (const it of frames) {
    const last = runs.at(-1);
    const isSame = last?.name === it.name && last.path === it.path && last.line === it.line;
    if (isSame) runs[runs.length - 1] = { ...last, times: last.times + 1 };
    else runs.push(it);
  }
  return runs;
}
