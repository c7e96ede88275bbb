/** Runs the machine in slices, so that messages are read between them and `pause` is answered at once. */

import type { DebugEngine } from '../engine/debugEngine';
import type { StopView } from '../engine/views';
import { nextTurn } from './slices';

/** How long a slice may keep the message loop waiting, in milliseconds. */
const SLICE_MS = 10;
const FIRST_SLICE_STEPS = 100_000;
const MIN_SLICE_STEPS = 1_000;
const MAX_SLICE_STEPS = 10_000_000;

export class RunLoop {
  #halted = false;
  #finished: Promise<void> = Promise.resolve();
  #isRunning = false;
  #steps = FIRST_SLICE_STEPS;
  #wake: () => void = () => undefined;

  /** @param room what the machine waits for, since it tells more as long as it runs; undefined where nothing is in the way */
  constructor(private readonly room: () => Promise<void> | undefined = () => undefined) {}

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /**
   * Starts running after what is on the message loop now.
   * @param ended gets the stop, or undefined when `halt` ended the run
   * @param failed gets what a slice threw: a bug, for a guest's failure is a stop
   * @param ticked called after each slice that did not end the run, with the time
   */
  start(
    engine: DebugEngine,
    ended: (stop: StopView | undefined) => void,
    failed: (error: unknown) => void,
    ticked: (now: number) => void,
  ): void {
    this.#halted = false;
    this.#isRunning = true;
    this.#finished = this.#run(engine, ticked).then(
      stop => {
        this.#isRunning = false;
        ended(stop);
      },
      (error: unknown) => {
        this.#isRunning = false;
        failed(error);
      },
    );
  }

  /** When the run is over, and what came of it is told. */
  get finished(): Promise<void> {
    return this.#finished;
  }

  /** Ends the run at the end of its slice, without a stop. */
  async halt(): Promise<void> {
    this.#halted = true;
    this.#wake();
    await this.#finished;
  }

  async #run(engine: DebugEngine, ticked: (now: number) => void): Promise<StopView | undefined> {
    for (;;) {
      await nextTurn();
      await this.#mayGoOn();
      if (this.#halted) return undefined;
      const started = performance.now();
      const answer = engine.runSlice(this.#steps);
      const stop = answer instanceof Promise ? await answer : answer;
      if (stop !== undefined) return stop;
      const now = performance.now();
      this.#adapt(now - started);
      ticked(now);
    }
  }

  #mayGoOn(): Promise<void> | undefined {
    const room = this.#halted ? undefined : this.room();
    return room && Promise.race([room, new Promise<void>(resolve => (this.#wake = resolve))]);
  }

  /** Slices grow and shrink by at most a factor of two, because a first slice also pays for compiling. */
  #adapt(elapsed: number): void {
    const factor = Math.min(2, Math.max(0.5, SLICE_MS / Math.max(elapsed, 0.1)));
    const steps = Math.round(this.#steps * factor);
    this.#steps = Math.min(MAX_SLICE_STEPS, Math.max(MIN_SLICE_STEPS, steps));
  }
}
