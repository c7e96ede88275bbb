/** Since when there is what data breakpoints are on: before, its memory was somebody else's. */

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
  const framed = lifetimes.filter(it => it.frame?.lowPc !== undefined);
  const checkpoint = target.history.checkpointBefore(end);
  for (const { id, task, frame } of lifetimes) {
    const begun = task && target.taskStarts.get(task);
    // A frame that has begun before the checkpoint is not looked for further back.
    since.set(id, frame === undefined ? (begun ?? 0) : checkpoint ? positionOf(checkpoint) : end);
  }
  if (framed.length === 0 || checkpoint === undefined) return since;
  const { machine } = target;
  repetition.enter(checkpoint);
  const starts = framed.flatMap(it => it.frame?.lowPc ?? []);
  yield* repetition.visit(end, starts, () => {
    const sp = (machine.registers[SP] ?? 0) >>> 0;
    for (const { id, task, frame } of framed) {
      const isBegun = frame?.lowPc === machine.pc && frame.cfa === sp;
      if (isBegun && target.runningTask?.id === task?.id) since.set(id, machine.position);
    }
  });
  return since;
}
