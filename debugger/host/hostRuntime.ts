/** What V8 is told so that a step is answered soon in a process that has run for seconds, of code that has seldom run. */

import { existsSync, readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** With its first growth the space for new objects is as large as V8 lets it be, 16 MiB: a step fits in several times. */
const GROWTH_AT_ONCE = 16;

/** Of Linux alone: a folder for each thread of this process. [proc_pid_task(5)] */
const THREADS = '/proc/self/task';

type Collect = (options: { readonly type: 'minor' }) => void;

/**
 * To be called before there are sessions. Code is compiled when it is first called, and what a step allocates need not be
 * collected before the step has ended.
 * @returns collects what is short-lived, where V8 can be asked to: milliseconds that are better spent while nobody waits
 */
export function settleRuntime(): () => void {
  setFlagsFromString('--always-sparkplug');
  setFlagsFromString(`--semi-space-growth-factor=${GROWTH_AT_ONCE}`);
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('globalThis.gc') as Collect | undefined;
  lowerOtherThreads();
  return () => collect?.({ type: 'minor' });
}

/**
 * Those that compile in the background would take turns with the one that somebody waits for, some milliseconds each,
 * where the system puts both on one core. Linux has a priority for each thread. [setpriority(2), notes]
 */
function lowerOtherThreads(): void {
  if (!existsSync(THREADS)) return;
  for (const thread of readdirSync(THREADS).map(Number)) {
    if (thread === process.pid) continue;
    try {
      setPriority(thread, constants.priority.PRIORITY_LOW);
    } catch {
      // It has ended meanwhile.
    }
  }
}
