/** What `avm run` shows of transactions that failed: the author's line, and the stack at the moment. */

import type { Failure, FailureWatch } from '../engine/failurePlace';
import type { FrameView } from '../engine/views';
import type { CliServices } from './services';
import type { FailureFrame, FailureView } from './test/failurePlace';
import { SourceLines } from './test/sourceLines';

/** Of a deep recursion, the ends say all. */
const MOST_FRAMES = 24;

/** By index of the transaction; the deepest call first. */
export async function readFailures(
  watch: FailureWatch,
  indices: readonly number[],
  services: Pick<CliServices, 'readFile'>,
): Promise<ReadonlyMap<number, readonly FailureView[]>> {
  const lines = new SourceLines(it => services.readFile(it));
  const views = new Map<number, readonly FailureView[]>();
  for (const index of indices) {
    const failures = watch.failuresOf(index);
    if (failures.length === 0) continue;
    views.set(index, await Promise.all(failures.map((it, at) => viewOf(it, at === 0, lines))));
  }
  return views;
}

/** The stack of the deepest call has those of the calls around it. */
async function viewOf(
  { contract, status, reason, place, stack }: Failure,
  isDeepest: boolean,
  lines: SourceLines,
): Promise<FailureView> {
  const source = place?.source;
  return {
    title: `${contract} ${status === 'outOfGas' ? 'is out of gas' : status}`,
    detail: reason,
    place: source && {
      path: source.path,
      line: place.line,
      column: place.column,
      text: await lines.at(source.path, place.line),
    },
    stack: isDeepest
      ? stack
          .filter(it => it.kind !== 'transaction')
          .slice(0, MOST_FRAMES)
          .map(frameOf)
      : [],
  };
}

function frameOf({ name, source, line, kind }: FrameView): FailureFrame {
  const isForeign = kind !== 'contract' || source?.deemphasize !== false;
  return { name, path: source?.path, line, isForeign };
}
