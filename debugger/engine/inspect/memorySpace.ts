/** Whose memory an address is in: that of one call of a contract, alive as long as the call. */

import type { Task } from '../../chain/run';
import { formatMemoryReference, parseMemoryReference } from '../../shared/memoryReference';
import { EvaluationError } from '../evaluationError';
import type { Frame } from '../frame';
import type { Target } from '../target';
import type { VariableView } from '../views';

/** How memory references name a call's address space: kernels count calls from each transaction's first. */
export function spaceNameOf({ run }: Target, task: Task): string {
  return `${run.transactionIndex ?? 0}.${task.id}`;
}

/** The call of that name; undefined without one. @throws EvaluationError where it has ended */
export function taskOf(target: Target, space: string | undefined): Task | undefined {
  if (space === undefined) return undefined;
  const task = target.run.tasks.find(it => spaceNameOf(target, it) === space);
  if (task === undefined) {
    throw new EvaluationError(
      'the call that this memory belonged to has ended, and its memory with it',
    );
  }
  return task;
}

/** @throws EvaluationError where the call has ended */
export function satpOf(target: Target, space: string | undefined): number {
  return taskOf(target, space)?.satp ?? target.machine.satp;
}

/** The row with memory references, its own and its children's, that stay in the frame's address space. */
export function inSpaceOf(
  target: Target,
  frame: Frame | undefined,
  row: VariableView,
): VariableView {
  if (frame?.kind !== 'contract' || frame.task === undefined) return row;
  return inSpace(row, spaceNameOf(target, frame.task));
}

function inSpace(row: VariableView, space: string): VariableView {
  const { memoryReference: reference, children } = row;
  const place = reference === undefined ? undefined : parseMemoryReference(reference);
  return {
    ...row,
    ...(place && { memoryReference: formatMemoryReference(place.address, place.space ?? space) }),
    ...(children && {
      children: (...range: Parameters<typeof children>) =>
        children(...range).map(it => inSpace(it, space)),
    }),
  };
}
