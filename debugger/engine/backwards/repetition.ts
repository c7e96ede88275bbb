/** Runs again what has been run, from a checkpoint on, and tells nobody. */

import { InvariantError } from '../../shared/errors';
import type { Checkpoint } from '../checkpoints';
import { positionOf } from '../checkpoints';
import { Runner } from '../runner';
import type { FoundStop, Stops } from '../stops/stops';
import type { Target } from '../target';
import type { StopView } from '../views';
import type { Sliced } from './sliced';

/** A stop that the run has made, or would have made. */
export interface PastStop extends FoundStop {
  readonly position: number;
}

/** A contract is waited for in so many steps at a time. */
const LOOK_AGAIN = 500;

export class Repetition {
  /** What the chain's observer is to tell; undefined while nobody asks. */
  runner: Runner | undefined;
  /** Positions at which something watched comes into being, in ascending order. */
  beginnings: readonly number[] = [];
  #sliceSteps = 0;
  #sliceEnd = 0;

  constructor(
    private readonly target: Target,
    private readonly stops: Stops,
  ) {}

  /** The slice that begins now ends after so many steps. */
  allow(steps: number): void {
    this.#sliceEnd = this.target.machine.position + steps;
    this.#sliceSteps = steps;
  }

  /** Everything is as it was at a checkpoint. */
  enter({ snapshot, hits }: Checkpoint): void {
    const { target, stops } = this;
    target.run.restore(snapshot);
    target.machine.watchpoints.forget();
    target.machine.registerWatches.forget();
    this.#sliceEnd = target.machine.position + this.#sliceSteps;
    stops.hits = hits;
    stops.data.slots.seen = [];
    stops.data.refresh();
  }

  /**
   * A checkpoint before a position from which it is not far, made where there is none.
   * @param window how far it may be, in steps
   * @returns undefined where nothing before the position is kept
   */
  *near(position: number, window: number): Sliced<Checkpoint | undefined> {
    const { history } = this.target;
    const last = history.checkpointBefore(position);
    if (last === undefined || position - positionOf(last) <= 2 * window) return last;
    yield* this.goTo(last, position - window);
    // What the kernel has seen is told when the contract is back, which nobody would know who begins in between.
    while (!this.target.isInUserMode || this.stops.data.slots.areDue) {
      const next = this.target.machine.position + LOOK_AGAIN;
      if (next >= position) return last;
      yield* this.run(next, () => undefined);
    }
    return history.keep();
  }

  /** Runs on as if it were the first time. @param stopped called at each stop before the end */
  *run(end: number, stopped: (stop: PastStop) => void): Sliced<void> {
    const { target, stops } = this;
    const { machine } = target;
    const runner = new Runner(target, stops, {
      stopOnEntry: false,
      noDebug: false,
      isRepeating: true,
    });
    this.runner = runner;
    while (machine.position < end) {
      if (machine.position >= this.#sliceEnd) yield;
      const next = this.beginnings.find(it => it > machine.position) ?? Infinity;
      const stop = runner.slice(Math.min(end, next, this.#sliceEnd) - machine.position);
      if (stop instanceof Promise) yield stop.then(() => undefined);
      else if (stop !== undefined) {
        if (stop.reason === 'terminated' || machine.position >= end) break;
        stopped(this.#pastStop(runner, stop));
        runner.resume('continue', 'line');
      }
      if (machine.position === next) {
        stops.data.refresh();
        runner.rearm();
      }
    }
    this.runner = undefined;
  }

  /** Runs on without stops. @param see called before each instruction at one of the addresses */
  *visit(end: number, addresses: Iterable<number>, see: () => void): Sliced<void> {
    const { machine, run } = this.target;
    machine.breakpoints.clear();
    machine.stopOnTrap = false;
    machine.stopOnUserEntry = false;
    for (const it of addresses) machine.breakpoints.add(it);
    while (machine.position < end) {
      if (machine.position >= this.#sliceEnd) yield;
      if (machine.breakpoints.has(machine.pc)) see();
      machine.skipBreakpointOnce = true;
      const stop = run.runTo(Math.min(end, Math.max(this.#sliceEnd, machine.position + 1)));
      if (stop === 'waiting') yield run.ready();
      else if (stop !== 'budget' && stop !== 'breakpoint' && stop !== 'watched') break;
    }
    machine.breakpoints.clear();
  }

  /** Stands at a position behind a checkpoint, breakpoints having been counted on the way. */
  *goTo(checkpoint: Checkpoint, position: number): Sliced<void> {
    this.enter(checkpoint);
    yield* this.run(position, () => undefined);
    if (this.target.machine.position !== position) {
      throw new InvariantError(`the past has no position ${position}`);
    }
  }

  #pastStop(runner: Runner, view: StopView): PastStop {
    const { exception, isAtTrap } = runner;
    const { callsAhead, machine } = this.target;
    return { view, exception, isAtTrap, callsAhead, position: machine.position };
  }
}
