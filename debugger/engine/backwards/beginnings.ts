/** Since when there is what data breakpoints are on: before, its memory was somebody else's. */

import type { Checkpoint } from '../checkpoints';
import { positionOf } from '../checkpoints';
import type { Lifetime } from '../stops/data/dataBreakpoints';
import type { Target } from '../target';
import type { Repetition } from './repetition';
import type { Sliced } from './sliced';

const SP = 2;

/**
 * @param end where the run stands, all of them being there
 * @returns positions, by the breakpoints' ids
 */
export function* beginningsOf(
  target: Target,
  repetition: Repetition,
  lifetimes: readonly Lifetime[],
  end: number,
): Sliced<Map<number, number>> {
  const since = new Map<number, number>();
  for (const { id, task } of lifetimes) since.set(id, (task && target.taskStarts.get(task)) ?? 0);
  let framed = lifetimes.filter(it => it.frame?.lowPc !== undefined);
  for (let before = end; framed.length > 0;) {
    const checkpoint = target.history.checkpointBefore(before);
    if (checkpoint === undefined) break;
    const found = yield* entries(target, repetition, framed, checkpoint, before);
    for (const [id, position] of found) since.set(id, position);
    before = positionOf(checkpoint);
    framed = framed.filter(({ id }) => !found.has(id) && (since.get(id) ?? 0) < before);
  }
  return since;
}

/** Where the frames that begin between a checkpoint and a position do so, the last time. */
function* entries(
  target: Target,
  repetition: Repetition,
  framed: readonly Lifetime[],
  checkpoint: Checkpoint,
  end: number,
): Sliced<Map<number, number>> {
  const { machine } = target;
  const found = new Map<number, number>();
  const starts = framed.flatMap(it => it.frame?.lowPc ?? []);
  repetition.enter(checkpoint);
  yield* repetition.visit(end, starts, () => {
    const sp = (machine.registers[SP] ?? 0) >>> 0;
    for (const { id, task, frame } of framed) {
      const isBegun = frame?.lowPc === machine.pc && frame.cfa === sp;
      if (isBegun && target.runningTask?.id === task?.id) found.set(id, machine.position);
    }
  });
  return found;
}
