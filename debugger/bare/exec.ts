/** Runs a program on a bare machine until it ends by its own word, or cannot or may not go on. */

import type { Machine, RunStop, TrapRecord } from '../vm/machine';
import type { Htif } from './htif';
import { findCircle } from './standstill';
import type { Tracer } from './trace';

/** How a run ended. */
export type BareEnd =
  | {
      readonly reason: 'passed' | 'failed';
      readonly code: number;
      readonly by: 'finisher' | 'tohost';
    }
  | { readonly reason: 'limit' }
  | { readonly reason: 'interrupted' }
  /** It waits for an interrupt, and none will come. */
  | { readonly reason: 'idle' }
  /** A trap whose handler traps, without end. `first` is the trap that began it, as far as it is known. */
  | { readonly reason: 'trapLoop'; readonly first: TrapRecord; readonly last: TrapRecord }
  /** The same few instructions for ever, and nothing changes. */
  | { readonly reason: 'spin'; readonly pc: number; readonly steps: number };

export interface ExecOptions {
  readonly htif?: Htif | undefined;
  /** Told of each step; a run without one is far quicker. */
  readonly tracer?: Tracer | undefined;
  /** Steps after which the run is given up. */
  readonly maxSteps?: number | undefined;
  /** Told where the machine stopped at a breakpoint, which it passes then. */
  readonly onBreakpoint?: ((pc: number) => void) | undefined;
  /** Called between slices. False ends the run. */
  readonly breathe?: (() => Promise<boolean>) | undefined;
}

/** Steps between two breaths: a hundredth of a second, or a few where each step is an access to a device. */
const SLICE = 2_000_000;
/** Steps before the first look at whether the machine gets anywhere; later looks are rarer, as they take time too. */
const FIRST_LOOK = 100_000;
const MOST_BETWEEN_LOOKS = 50_000_000;
/** Steps within which the second half of a message follows the first. */
const MESSAGE_STEPS = 8;
/** Traps in a row, with nothing done between them, after which the next one finds the same state. */
const SAME_TRAPS = 3;

export async function execute(machine: Machine, options: ExecOptions = {}): Promise<BareEnd> {
  const run = new BareRun(machine, options);
  for (;;) {
    const end = run.slice();
    if (end !== undefined) return end;
    if (options.breathe !== undefined && !(await options.breathe()))
      return { reason: 'interrupted' };
  }
}

/** The same without a pause, for tests and tools. */
export function executeAtOnce(
  machine: Machine,
  options: Omit<ExecOptions, 'breathe'> = {},
): BareEnd {
  const run = new BareRun(machine, options);
  for (;;) {
    const end = run.slice();
    if (end !== undefined) return end;
  }
}

class BareRun {
  readonly #limit: number;
  /** Traps since the last instruction that retired. */
  #traps = 0;
  #firstTrap: TrapRecord | undefined;
  #retiredAtTrap = -1;
  /** Position at which to look whether the machine gets anywhere, and how far from the last time. */
  #nextLook: number;
  #untilLook = FIRST_LOOK;

  constructor(
    private readonly machine: Machine,
    private readonly options: ExecOptions,
  ) {
    machine.stopOnTrap = true;
    this.#limit = machine.position + (options.maxSteps ?? Infinity);
    this.#nextLook = machine.position + FIRST_LOOK;
  }

  /** Undefined when it may go on. */
  slice(): BareEnd | undefined {
    const { machine } = this;
    const until = Math.min(this.#limit, this.#nextLook, machine.position + SLICE);
    while (machine.position < until) {
      const end = this.#advance(until - machine.position);
      if (end !== undefined) return end;
    }
    if (machine.position >= this.#limit) return { reason: 'limit' };
    return machine.position >= this.#nextLook ? this.#lookForCircle() : undefined;
  }

  #advance(steps: number): BareEnd | undefined {
    const stop = this.options.tracer === undefined ? this.machine.run(steps) : this.#step();
    if (stop === 'finished') return this.#finish();
    if (stop === 'idle') return { reason: 'idle' };
    if (stop === 'breakpoint') {
      this.options.onBreakpoint?.(this.machine.pc);
      this.machine.skipBreakpointOnce = true;
    }
    return stop === 'trap' ? this.#noticeTrap() : undefined;
  }

  #lookForCircle(): BareEnd | undefined {
    const { machine } = this;
    this.#untilLook = Math.min(this.#untilLook * 2, MOST_BETWEEN_LOOKS);
    this.#nextLook = machine.position + this.#untilLook;
    const answer = findCircle(machine, this.#limit - machine.position, () => this.#step());
    if (answer === 'finished') return this.#finish();
    if (answer === 'idle') return { reason: 'idle' };
    if (typeof answer !== 'object') return undefined;
    if (!answer.traps) return { reason: 'spin', pc: answer.pc, steps: answer.steps };
    return { reason: 'trapLoop', first: { ...machine.lastTrap }, last: { ...machine.lastTrap } };
  }

  /** The test finisher's word, or a message in tohost. */
  #finish(): BareEnd | undefined {
    const { machine } = this;
    const { htif } = this.options;
    if (machine.exitCode !== undefined) return ended(machine.exitCode, 'finisher');
    if (htif === undefined || !htif.hasMessage) return undefined;
    const stop = this.#awaitOtherHalf();
    if (machine.exitCode !== undefined) return ended(machine.exitCode, 'finisher');
    const outcome = htif.serve();
    if (typeof outcome === 'object') return ended(outcome.exit, 'tohost');
    return stop === 'idle' ? { reason: 'idle' } : undefined;
  }

  /** A few steps: until the machine stops, which it does when the other half is written. */
  #awaitOtherHalf(): RunStop {
    for (let step = 0; step < MESSAGE_STEPS; step += 1) {
      const stop = this.#step();
      if (stop === 'trap') this.#noticeTrap();
      if (stop !== 'budget') return stop;
    }
    return 'budget';
  }

  #step(): RunStop {
    const { tracer } = this.options;
    return tracer === undefined ? this.machine.run(1) : tracer.step(() => this.machine.run(1));
  }

  /** With nothing done between them, a trap that equals the last one leaves everything as it was. */
  #noticeTrap(): BareEnd | undefined {
    const { machine } = this;
    const trap = machine.lastTrap;
    const isFirst = machine.retired !== this.#retiredAtTrap || trap.interrupt;
    this.#retiredAtTrap = machine.retired;
    if (isFirst || this.#firstTrap === undefined) {
      this.#traps = 1;
      this.#firstTrap = { ...trap };
      return undefined;
    }
    const isSame = trap.epc === machine.pc && trap.from === trap.to;
    this.#traps = isSame ? this.#traps + 1 : 1;
    if (this.#traps < SAME_TRAPS) return undefined;
    return { reason: 'trapLoop', first: this.#firstTrap, last: { ...trap } };
  }
}

function ended(code: number, by: 'finisher' | 'tohost'): BareEnd {
  return { reason: code === 0 ? 'passed' : 'failed', code, by };
}
