/** The outer loop of a hart: interrupts before instructions, slices no longer than the next timer, and counting. */

import { step } from './execute.generated';
import { EXIT, type Exit } from './exits';
import { timeRuns } from './counters';
import type { Hart } from './hart';
import { pendingInterrupt, timerDistance } from './interrupts';
import { COUNTER } from './layout';
import { PRIVILEGE, type Privilege } from './privilege';
import { selectBanks, takeInterrupt } from './trap';

/** Longest slice: the inner loop counts in 32 bits. */
const LONGEST_SLICE = 0x4000_0000;

/** One slice of at most `steps`, all of it in one privilege level. An interrupt taken is a step, and ends as a trap. */
export function runSlice(hart: Hart, steps: number): Exit {
  const interrupt = pendingInterrupt(hart);
  if (interrupt >= 0) {
    takeInterrupt(hart, interrupt);
    hart.doubles[COUNTER.STEPS] = hart.counter(COUNTER.STEPS) + 1;
    return EXIT.TRAP;
  }
  return executeSlice(hart, Math.min(steps, LONGEST_SLICE, stepsToTimer(hart)));
}

/** Counts before each slow instruction, so that it finds position and time exact. */
function executeSlice(hart: Hart, steps: number): Exit {
  const from = hart.privilege;
  for (let left = steps; left > 0;) {
    const exit = hart.execute(hart, left);
    left -= hart.done;
    count(hart, from, hart.done, hart.done);
    if (exit !== EXIT.SLOW) return exit;
    hart.exit = EXIT.NONE;
    const slowExit = step(hart);
    if (slowExit === EXIT.BREAKPOINT || slowExit === EXIT.FIRMWARE) return slowExit;
    left -= 1;
    count(hart, from, 1, slowExit === EXIT.TRAP ? 0 : 1);
    if (slowExit !== EXIT.NONE) return slowExit;
  }
  return EXIT.BUDGET;
}

/** One step with all breakpoints out of sight. */
export function stepPastBreakpoint(hart: Hart): Exit {
  hart.ignoresBreakpoints = true;
  selectBanks(hart);
  const exit = runSlice(hart, 1);
  hart.ignoresBreakpoints = false;
  selectBanks(hart);
  return exit;
}

/** Instructions that may run before an enabled timer falls due. */
function stepsToTimer(hart: Hart): number {
  return timeRuns(hart) ? timerDistance(hart) : Infinity;
}

function count(hart: Hart, from: Privilege, steps: number, retired: number): void {
  const { doubles } = hart;
  doubles[COUNTER.STEPS] = hart.counter(COUNTER.STEPS) + steps;
  doubles[COUNTER.RETIRED] = hart.counter(COUNTER.RETIRED) + retired;
  if (from !== PRIVILEGE.USER) return;
  doubles[COUNTER.RETIRED_IN_USER_MODE] = hart.counter(COUNTER.RETIRED_IN_USER_MODE) + retired;
}
