/** Runs a scenario to its end without a debugger and checks what it expects. */

import type { ElfImage } from '../elf/elfImage';
import type { ChainObserver, ChainStop } from './run';
import type { ChainState } from './state';
import { ChainRun } from './run';
import type { Mismatch } from './scenario/expectations';
import { checkExpectations, checkRoots } from './scenario/expectations';
import type { ResolvedScenario } from './scenario/resolve';

export interface HeadlessOptions {
  readonly kernel: ElfImage;
  /** A stored chain, to which every transaction is committed; the scenario's own genesis unless told. */
  readonly chain?: ChainState;
  readonly observer?: ChainObserver;
  /** Makes an observer that looks into the run itself. */
  readonly watch?: (run: () => ChainRun) => ChainObserver;
  /** Steps of the machine after which the run is given up. */
  readonly maxSteps?: number;
  /** Called between slices, so that a process stays awake and can be interrupted. */
  readonly breathe?: () => Promise<void>;
  /** Runs so many steps at most, in place of the run itself: for who counts or writes down instructions. */
  readonly slice?: (run: ChainRun, maxSteps: number) => ChainStop;
}

export interface HeadlessRun {
  readonly run: ChainRun;
  /** `complete`, or why not; `budget` where maxSteps were not enough. */
  readonly stop: ChainStop;
  readonly mismatches: readonly Mismatch[];
}

/** Some tenths of a second. */
const SLICE_STEPS = 5_000_000;

export async function runHeadless(
  resolved: ResolvedScenario,
  options: HeadlessOptions,
): Promise<HeadlessRun> {
  const watch = options.watch?.(() => run);
  const run: ChainRun = new ChainRun({
    kernel: options.kernel,
    state: options.chain ?? resolved.genesis.clone(),
    isDurable: options.chain !== undefined,
    bundle: resolved.bundle,
    rules: resolved.scenario.rules,
    block: resolved.scenario.block,
    observer: { ...options.observer, ...watch },
  });
  const stop = await runToEnd(run, options);
  const { receipts } = run;
  const mismatches = checkExpectations(resolved, receipts);
  return { run, stop, mismatches: [...mismatches, ...(await checkRoots(resolved, receipts))] };
}

/** Waits for stores on the way. `budget` where maxSteps were not enough. */
export async function runToEnd(
  run: ChainRun,
  options: Pick<HeadlessOptions, 'maxSteps' | 'breathe' | 'slice'>,
): Promise<ChainStop> {
  const end = run.machine.position + (options.maxSteps ?? Number.POSITIVE_INFINITY);
  for (;;) {
    const left = end - run.machine.position;
    if (left <= 0) return 'budget';
    const steps = Math.min(left, SLICE_STEPS);
    const stop = options.slice?.(run, steps) ?? run.run(steps);
    if (stop === 'waiting') await run.ready();
    else if (stop === 'budget') await options.breathe?.();
    else return stop;
  }
}
