/** The clock for translated code, which sees only how many of its instructions are left. */

import { readTime, timeRuns } from '../hart/counters';
import type { Hart } from '../hart/hart';
import { CLOCK } from '../hart/layout';
import { addCount, putLong } from '../hart/long';

/**
 * Before a call of translated code.
 * @param uncounted instructions that were executed since the hart's counters were last brought up to date
 * @param most that the call may execute
 */
export function setClock(hart: Hart, uncounted: number, most: number): void {
  const runs = timeRuns(hart);
  const ticks = runs ? uncounted + most : 0;
  putLong(hart.words, CLOCK.END, addCount(readTime(hart), ticks));
  hart.words[CLOCK.MASK] = runs ? -1 : 0;
}
