/** The functions that run, innermost first, as far as somebody who goes back may stand in them. */

import type { Task } from '../../chain/run';
import type { CodePlace } from '../codePlace';
import type { Frame } from '../frame';
import type { Module } from '../module';
import { hereAt } from '../paths';
import { Stack } from '../stack';
import type { Target } from '../target';

/** A call of a function, and the calls inlined into it that run. */
export interface Level {
  readonly module: Module;
  /** undefined for the kernel's. */
  readonly task: Task | undefined;
  /** Tells the call from others of the function. */
  readonly cfa: number;
  /** The function's first instruction. */
  readonly start: number;
  /** As of `CodePlace`. */
  readonly chain: readonly string[];
  /** Who stands in somebody else's code goes back through that. */
  readonly takesForeign: boolean;
}

/** Further out nobody goes back line by line; what is behind is come to all the same, through whatever ran there. */
const MOST_FRAMES = 200;

/**
 * @param isAtTrap as of `hartStanding`
 * @param isSent an exception has stopped the run here: nobody has gone into somebody else's code by steps
 */
export function levelsOf(target: Target, isAtTrap: boolean, isSent: boolean): Level[] {
  const here = hereAt(target, isAtTrap);
  const frames = new Stack(target, here.standing).slice(0, MOST_FRAMES);
  const levels: Level[] = [];
  for (const [at, frame] of frames.entries()) {
    const { module } = frame;
    if (module === undefined || (at > 0 && isSameCall(frames[at - 1], frame))) continue;
    const place = at === 0 ? here.place : module.placeAt(frame.lookupPc);
    const isStoodIn = at === 0 && !here.isTrapped && !isSent;
    const level = place && levelOf(frame, module, place, isStoodIn);
    if (level !== undefined) levels.push(level);
  }
  return levels;
}

function levelOf(
  { task, cfa, lookupPc }: Frame,
  module: Module,
  place: CodePlace,
  isStoodIn: boolean,
): Level | undefined {
  const takesForeign = isStoodIn && place.line > 0 && !place.isOwn;
  const chain = isStoodIn ? place.chain : place.chain.slice(0, place.ownDepth);
  const start = module.framesAt(lookupPc).at(-1)?.lowPc;
  if (cfa === undefined || start === undefined || chain.length === 0) return undefined;
  return { module, task, cfa, start, chain, takesForeign };
}

function isSameCall(inner: Frame | undefined, outer: Frame): boolean {
  return inner?.cfa === outer.cfa && inner?.task === outer.task && inner?.pc === outer.pc;
}
