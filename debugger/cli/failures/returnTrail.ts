/**
 * Where an error came from that was returned until nothing was left to return to: by then its stack is gone. The author's
 * lines are walked through one by one, and the last that was not the end of a function is the one.
 */

import type { FrameView } from '../../engine/views';

/** The machine stands at a line of the author's. */
export interface TrailStep {
  /** Innermost first. */
  readonly stack: readonly FrameView[];
  /** Of the author's functions. */
  readonly depth: number;
  /** Whether the line only ends what was begun before it. */
  readonly isEnd: boolean;
}

const END = /^[\s})\];,]*$/;

export function isEndOfBlock(text: string): boolean {
  return END.test(text);
}

/**
 * The step at which the error was made: where a function that returns has called another one last, it is in there.
 *
 * @param steps of one call of a contract, until it failed
 */
export function originOf(steps: readonly TrailStep[]): TrailStep | undefined {
  let at = steps.length - 1;
  for (let before = at - 1; before >= 0; before--) {
    const [step, earlier] = [steps[at], steps[before]];
    if (step === undefined || earlier === undefined || !step.isEnd) break;
    if (earlier.depth < step.depth) break;
    if (earlier.depth > step.depth || !earlier.isEnd) at = before;
  }
  return steps[at];
}
