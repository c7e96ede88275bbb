/** The past of a run: a position that can be gone back to, and what lies between it and now. */

import type { ChainObserver, ChainRun, ChainSnapshot } from '../chain/run';
import type { Checkpoint } from './checkpoints';
import { KeptStops } from './backwards/keptStops';
import { Checkpoints, positionOf } from './checkpoints';
import type { HitCounts } from './stops/guard';
import type { PastStopView } from './views';

/**
 * An observer that hears nothing of what is not the run itself. Where an event came from goes into receipts, which have to
 * come out the same.
 */
export function deafTo(isReplaying: () => boolean, observer: ChainObserver): ChainObserver {
  const unless =
    <T>(tell: (it: T) => void) =>
    (it: T) => {
      if (!isReplaying()) tell(it);
    };
  return {
    taskStarted: unless(it => observer.taskStarted?.(it)),
    taskEnded: unless(it => observer.taskEnded?.(it)),
    slotChanged: unless(it => observer.slotChanged?.(it)),
    receipt: unless(it => observer.receipt?.(it)),
    console: unless(it => observer.console?.(it)),
    eventFired: it => observer.eventFired?.(it),
  };
}

/** A look ahead is for a list that a person waits for. */
const LOOK_AHEAD_STEPS = 2_000_000;

export class History {
  readonly #checkpoints = new Checkpoints();
  #isReplaying = false;
  /** The furthest that the run has got on the way that it is on. */
  #newest = 0;

  /** Those that a person has seen on the way that the run is on. */
  readonly stops = new KeptStops();

  /** How often breakpoints have been hit so far, to be kept with a checkpoint. */
  hits: () => HitCounts = () => new Map();

  constructor(private readonly run: ChainRun) {}

  /**
   * The machine does again what it has done, or what it may do: nothing of it is news. Going on from an earlier position
   * it says again what it has said, until it gets to where it was.
   */
  get isRepeating(): boolean {
    return this.isReplaying || this.run.machine.position < this.#newest;
  }

  /** The run is not what the user sees: a look back or ahead. */
  get isReplaying(): boolean {
    return this.#isReplaying;
  }

  /** From here on the past can be repeated at once. */
  begin(): void {
    this.#keep('begin');
    this.#newest = Math.max(this.#newest, this.run.machine.position);
  }

  /** Something was changed by hand: what comes is new, and what was before would not come to this. */
  fork(): void {
    this.#newest = this.run.machine.position;
    this.stops.forgetAfter(this.#newest);
    this.#keep('change');
  }

  /** The furthest back that the run can be taken. */
  get first(): Checkpoint | undefined {
    return this.#checkpoints.first;
  }

  /** Those made before here that can be gone back to, the last first. */
  get pastStops(): PastStopView[] {
    const { first } = this;
    if (first === undefined) return [];
    return this.stops.between(positionOf(first), this.run.machine.position);
  }

  /** What a position before another one can be come to from; undefined where nothing before it is kept. */
  checkpointBefore(position: number): Checkpoint | undefined {
    return this.#checkpoints.before(position);
  }

  /**
   * The run stands behind a checkpoint again, and goes on from there.
   * @param end how far it had got
   * @returns whether something that was changed by hand is undone by that
   */
  goOnFrom(checkpoint: Checkpoint, end: number): boolean {
    const change = this.#checkpoints.forgetAfter(checkpoint);
    this.#newest = change ?? Math.max(this.#newest, end);
    this.stops.forgetAfter(this.#newest);
    return change !== undefined;
  }

  /** The run has come here again: what is behind can be come to from here. */
  keep(): Checkpoint {
    return this.#keep('between');
  }

  get #start(): ChainSnapshot | undefined {
    return this.#checkpoints.start?.snapshot;
  }

  #keep(kind: Checkpoint['kind']): Checkpoint {
    const checkpoint = { snapshot: this.run.snapshot(), hits: this.hits(), kind };
    this.#checkpoints.add(checkpoint);
    return checkpoint;
  }

  /**
   * Goes back to the last position at which the machine stood at an address and all else was right; false, and nothing
   * has changed, where it has not stood there since the past is kept.
   */
  returnToLast(address: number, isRight: () => boolean): boolean {
    const { run } = this;
    const now = run.snapshot();
    const end = run.machine.position;
    if (this.#start === undefined || this.#start.machine.position > end) return false;
    let found: ChainSnapshot | undefined;
    this.#quietly(() => {
      if (this.#start !== undefined) run.restore(this.#start);
      run.machine.breakpoints.add(address);
      while (run.machine.position < end) {
        if (run.machine.pc === address && isRight()) found = run.snapshot();
        if (!this.#runOn(end)) break;
      }
    });
    this.#newest = Math.max(this.#newest, end);
    run.restore(found ?? now);
    return found !== undefined;
  }

  /** How many steps of the past are kept. */
  get length(): number {
    const { position } = this.run.machine;
    return position - Math.min(this.#start?.machine.position ?? position, position);
  }

  /** What an earlier position was; undefined where that is not kept. */
  snapshotAt(position: number): ChainSnapshot | undefined {
    const { run } = this;
    return this.#inThePast(this.#start, () => {
      run.runTo(position);
      return run.machine.position === position ? run.snapshot() : undefined;
    });
  }

  /** Looks at what is gone, and puts everything back. */
  lookAt<T>(moment: ChainSnapshot, see: () => T): T {
    return this.#inThePast(moment, see) as T;
  }

  /**
   * Runs again through what is kept of the past, up to here, and puts everything back.
   * @param from position at which it begins to visit
   * @param visit is called before each instruction at one of the addresses, to which it adds what it returns
   * @returns whether it has come to here
   */
  replay(
    from: number,
    addresses: Iterable<number>,
    visit: () => Iterable<number> | 'enough',
  ): boolean {
    const { machine } = this.run;
    const end = machine.position;
    const isDone = this.#inThePast(this.#start, () => {
      if (machine.position < from) this.run.runTo(from);
      for (const it of addresses) machine.breakpoints.add(it);
      while (machine.position < end) {
        if (machine.breakpoints.has(machine.pc)) {
          const more = visit();
          if (more === 'enough') return false;
          for (const it of more) machine.breakpoints.add(it);
        }
        if (!this.#runOn(end)) break;
      }
      return machine.position === end;
    });
    return isDone ?? false;
  }

  /** Runs ahead to each of the addresses until `visit` has seen enough, and puts everything back. */
  lookAhead(addresses: readonly number[], visit: () => 'go on' | 'enough'): void {
    const { run } = this;
    const now = run.snapshot();
    const end = run.machine.position + LOOK_AHEAD_STEPS;
    this.#quietly(() => {
      addresses.forEach(it => run.machine.breakpoints.add(it));
      while (run.machine.position < end) {
        if (addresses.includes(run.machine.pc) && visit() === 'enough') break;
        if (!this.#runOn(end)) break;
      }
    });
    run.restore(now);
  }

  /** Lets the kernel do what it has been entered for, up to the next instruction of a contract; puts everything back. */
  lookPastKernel<T>(see: () => T, mostSteps = LOOK_AHEAD_STEPS): T {
    const { run } = this;
    const now = run.snapshot();
    let seen: T | undefined;
    this.#quietly(() => {
      run.machine.stopOnUserEntry = true;
      run.runTo(run.machine.position + mostSteps);
      seen = see();
    });
    run.restore(now);
    return seen as T;
  }

  /** @returns undefined where the moment is none of the past */
  #inThePast<T>(moment: ChainSnapshot | undefined, act: () => T): T | undefined {
    const { run } = this;
    const now = run.snapshot();
    const { position } = run.machine;
    if (moment === undefined || moment.machine.position > position) return undefined;
    let seen: T | undefined;
    try {
      this.#quietly(() => {
        run.restore(moment);
        seen = act();
      });
    } finally {
      this.#newest = Math.max(this.#newest, position);
      run.restore(now);
    }
    return seen;
  }

  /** From the instruction here to the next stop; false where the run cannot go on. */
  #runOn(end: number): boolean {
    this.run.machine.skipBreakpointOnce = true;
    const stop = this.run.runTo(end);
    return stop === 'breakpoint' || stop === 'watched';
  }

  /** What the machine was told to stop at has to be told again afterwards. */
  #quietly(act: () => void): void {
    const { machine } = this.run;
    const { stopOnTrap, stopOnUserEntry } = machine;
    machine.breakpoints.clear();
    machine.stopOnTrap = false;
    machine.stopOnUserEntry = false;
    this.#isReplaying = true;
    try {
      act();
    } finally {
      this.#isReplaying = false;
      machine.breakpoints.clear();
      machine.watchpoints.forget();
      machine.registerWatches.forget();
      Object.assign(machine, { stopOnTrap, stopOnUserEntry });
    }
  }
}
