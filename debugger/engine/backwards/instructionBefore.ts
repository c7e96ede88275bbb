/** The instruction before the one at which the machine stands. */

import type { Here } from '../paths';
import { hereAt } from '../paths';
import type { Target } from '../target';
import type { PastPosition } from './lineSearch';
import type { Repetition } from './repetition';
import type { Sliced } from './sliced';

/** Most calls are shorter, in steps. */
const WINDOW = 1_000_000;

/** @param isOver what was called in between, be it the kernel, counts as the instruction that called it */
export function* instructionBefore(
  target: Target,
  repetition: Repetition,
  now: Here,
  end: number,
  isOver: boolean,
): Sliced<PastPosition | undefined> {
  const checkpoint = yield* repetition.near(end, WINDOW);
  if (checkpoint === undefined) return undefined;
  const found = { checkpoint, position: end - 1 };
  if (!isOver) return found;
  const { machine } = target;
  let call: number | undefined;
  repetition.enter(checkpoint);
  yield* repetition.visit(end - 1, [now.pc - 4, now.pc - 2], () => {
    if (calls(hereAt(target), now)) call = machine.position;
  });
  return cameFromCall(hereAt(target), now) ? { checkpoint, position: call ?? end - 1 } : found;
}

/** Whether an instruction calls something that comes back to where the machine stands now. */
function calls({ place, pc, sp, task }: Here, now: Here): boolean {
  if (task?.id !== now.task?.id || pc + (place?.length ?? 0) !== now.pc) return false;
  // A helper may move the stack pointer of its caller's.
  return place?.kind === 'helper' || (isCall(place?.kind) && sp === now.sp);
}

function isCall(kind: string | undefined): boolean {
  return kind === 'call' || kind === 'ecall';
}

/** Whether something that was called has come back just now. */
function cameFromCall(before: Here, now: Here): boolean {
  if (before.task?.id !== now.task?.id) return now.task !== undefined;
  const [one, other] = [before, now].map(({ module, pc }) => module?.framesAt(pc).at(-1)?.lowPc);
  if (now.pc === other) return false;
  return before.place?.kind === 'return' || one !== other;
}
