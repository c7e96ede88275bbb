/** Runs the machine towards the next stop, a slice at a time. */

import type { SlotChange } from '../chain/firmware/context';
import type { Receipt } from '../chain/receipt';
import type { Task } from '../chain/run';
import { InlineNest } from './inlineNest';
import { InstructionPlan } from './instructionPlan';
import { LinePlan } from './linePlan';
import type { Move, Plan, Stop } from './moves';
import { FREE } from './moves';
import { keptStop } from './backwards/keptStops';
import { hereAt } from './paths';
import type { Returned } from './returned';
import type { StepTarget } from './stepTargets';
import { scenarioEnd } from './stops/scenarioEnd';
import type { FoundStop, Stops } from './stops/stops';
import { whereabouts } from './stops/whereabouts';
import type { Target } from './target';
import type { ExceptionView, Granularity, ResumeAction, StopView } from './views';

export interface RunnerOptions {
  readonly stopOnEntry: boolean;
  /** Nothing but the end stops the run. */
  readonly noDebug: boolean;
  /** It repeats what another runner has done: what it passes is known, and kept already. */
  readonly isRepeating?: boolean;
}

/** Where a run was taken back to. */
export type Landing = Pick<FoundStop, 'exception' | 'isAtTrap' | 'callsAhead'>;

type ChainStop = ReturnType<Target['run']['run']>;

/** How long a pause waits for the kernel to get back to the contract, in steps. */
const PATIENCE = 1_000_000;
const PAUSE_SLICE = 50_000;
const SP = 2;
const AT_INSTRUCTION: Landing = { exception: undefined, isAtTrap: false, callsAhead: undefined };

export class Runner {
  readonly #nest = new InlineNest();
  #plan: Plan | undefined;
  #move: Move = FREE;
  #isMoveMade = false;
  #awaitsEntry: boolean;
  #isPausing = false;
  /** Position at which a pause waits no longer. */
  #patienceEnds = 0;
  /** The instruction here has been stopped at, and runs now. */
  #leavesStop = false;
  #exception: ExceptionView | undefined;
  #isAtTrap = false;
  #ending: StopView | undefined;
  #isArmed = false;
  #beginsHistory = false;
  #returned: readonly Returned[] = [];

  constructor(
    private readonly target: Target,
    private readonly stops: Stops,
    private readonly options: RunnerOptions,
  ) {
    this.#awaitsEntry = options.stopOnEntry && !options.noDebug;
  }

  /** The stop is at a trap that the machine has taken, of which the kernel has seen nothing yet. */
  get isAtTrap(): boolean {
    return this.#isAtTrap;
  }

  /** What was returned while the last step was under way, in its order. */
  get returned(): readonly Returned[] {
    return this.#returned;
  }

  get exception(): ExceptionView | undefined {
    return this.#exception;
  }

  resume(action: ResumeAction, granularity: Granularity, into?: StepTarget): void {
    this.#plan = this.#planOf(action, granularity, into);
    this.target.callsAhead = undefined;
    this.#isMoveMade = this.#plan !== undefined;
    this.#move = FREE;
    // At a trap the breakpoints of the kernel's first instruction have not been asked yet.
    this.#leavesStop = !this.#isAtTrap;
    this.#exception = undefined;
    this.#returned = [];
    this.#isAtTrap = false;
    this.#isPausing = false;
    this.#isArmed = false;
    this.stops.data.refresh();
  }

  pause(): void {
    this.#isPausing = true;
    this.#isArmed = false;
    this.#patienceEnds = this.target.machine.position + PATIENCE;
  }

  /** To be told by the chain's observer: a step may have been in that activation. */
  taskEnded(task: Task): void {
    if (!this.options.noDebug) {
      this.stops.taskEnded(task);
      this.#letDueBeTold();
    }
    const move = this.#plan?.taskEnded(task);
    if (move === undefined) return;
    this.#move = move;
    this.#isMoveMade = false;
    this.#isArmed = false;
    this.#arm();
  }

  /** To be told by the chain's observer. */
  slotChanged(change: SlotChange): void {
    if (this.options.noDebug) return;
    this.stops.slotChanged(change);
    this.#letDueBeTold();
  }

  /** To be told by the chain's observer. */
  receiptMade(receipt: Receipt): void {
    if (this.options.noDebug) return;
    this.stops.receiptMade(receipt);
    if (this.stops.isReceiptDue) this.target.run.interrupt();
  }

  /** To be told by the chain's observer: the past is kept from a transaction's first instruction on. */
  taskStarted(task: Task): void {
    this.target.taskStarts.set(task, this.target.machine.position);
    const { noDebug, isRepeating } = this.options;
    if (noDebug || isRepeating === true || task.callerId !== undefined) return;
    this.#beginsHistory = true;
    this.target.machine.stopOnUserEntry = true;
  }

  /** The machine stands elsewhere without having run. */
  moved({ exception, isAtTrap, callsAhead }: Landing = AT_INSTRUCTION): void {
    this.target.callsAhead = callsAhead;
    this.#plan = undefined;
    this.#move = FREE;
    this.#isMoveMade = false;
    this.#isPausing = false;
    this.#exception = exception;
    this.#returned = [];
    this.#isAtTrap = isAtTrap;
    this.#isArmed = false;
    this.#ending = undefined;
    this.#beginsHistory = false;
    this.#awaitsEntry = false;
  }

  /** Whether there is a stop where the machine stands, which it has come to otherwise. */
  look(): FoundStop | undefined {
    return this.options.noDebug ? undefined : this.stops.atInstruction(it => this.#isAt(it));
  }

  /** To be told when breakpoints have changed. */
  rearm(): void {
    this.#isArmed = false;
  }

  /** A stop; undefined where the steps were used up; a promise of undefined where a store is waited for. */
  slice(maxSteps: number): StopView | undefined | Promise<undefined> {
    if (this.#ending !== undefined) return this.#ending;
    const { machine, run } = this.target;
    const end = machine.position + maxSteps;
    while (machine.position < end) {
      if (this.#isPausing && this.#canPause()) {
        return this.#stopped({ reason: 'pause', description: 'Paused' });
      }
      if (this.#isMoveMade) this.#takeMove();
      if (this.#move.kind === 'done') {
        this.#returned = this.#plan?.returned ?? [];
        return this.#stopped({ reason: 'step', description: 'Step' });
      }
      const stop = this.#make(end - machine.position);
      if (stop === 'waiting') return run.ready().then(() => undefined);
      const view = this.#afterDeed(stop) ?? this.#answer(stop);
      if (view !== undefined) return this.#stopped(view);
    }
    return undefined;
  }

  #planOf(
    action: ResumeAction,
    granularity: Granularity,
    into: StepTarget | undefined,
  ): Plan | undefined {
    if (action === 'continue') return undefined;
    const here = hereAt(this.target, this.#isAtTrap);
    return granularity === 'instruction'
      ? new InstructionPlan(this.target, action, here)
      : new LinePlan(this.target, { action, granularity, nest: this.#nest, into }, here);
  }

  #takeMove(): void {
    this.#move = this.#plan?.next() ?? FREE;
    this.#isMoveMade = false;
    if (this.#move.kind === 'free') this.#plan = undefined;
    this.#isArmed = false;
  }

  #make(left: number): ChainStop {
    const { machine, run } = this.target;
    this.#arm();
    if (this.#move.kind === 'step') {
      machine.skipBreakpointOnce = true;
      return run.run(1);
    }
    machine.skipBreakpointOnce = this.#leavesStop;
    this.#leavesStop = false;
    return run.run(this.#isPausing ? Math.min(left, PAUSE_SLICE) : left);
  }

  /** Tells the machine where it has to ask. Done again only when that has changed: syscalls are many. */
  #arm(): void {
    if (this.#isArmed) return;
    this.#isArmed = true;
    const { machine } = this.target;
    const { noDebug } = this.options;
    machine.stopOnTrap = !noDebug && this.stops.needTraps;
    machine.stopOnUserEntry =
      this.#awaitsEntry ||
      this.#beginsHistory ||
      this.#isPausing ||
      this.#move.kind === 'reenter' ||
      this.stops.data.slots.areDue;
    if (!noDebug) this.stops.data.arm();
    if (this.#move.kind === 'step') return;
    const wanted = noDebug ? new Set<number>() : this.stops.addresses();
    if (this.#move.kind === 'run') this.#move.stops.forEach(it => wanted.add(it.address));
    const { breakpoints } = machine;
    for (const it of [...breakpoints.values()]) if (!wanted.has(it)) breakpoints.delete(it);
    for (const it of wanted) if (!breakpoints.has(it)) breakpoints.add(it);
  }

  /** What a stop of the machine means: a stop for the user, a move made, or nothing. */
  #answer(stop: Exclude<ChainStop, 'waiting'>): StopView | undefined {
    switch (stop) {
      case 'budget':
        return this.#move.kind === 'step' ? this.#stepped() : undefined;
      case 'breakpoint':
        return this.#atBreakpoint();
      case 'trap':
        return this.#atTrap();
      case 'userEntry':
        return this.#atUserEntry();
      case 'watched':
        return this.#move.kind === 'step' ? this.#stepped() : undefined;
      case 'complete':
        return this.#end();
      case 'kernelDied':
        return this.#kernelDied(this.target.run.epitaph ?? 'the kernel died without a word');
      case 'idle':
        return this.#kernelDied('the kernel waits for an interrupt that nothing will raise');
      case 'finished':
        return this.#kernelDied('the kernel has switched the machine off');
    }
  }

  /** One instruction later; the machine was not to look at breakpoints there. */
  #stepped(): StopView | undefined {
    this.#isMoveMade = true;
    return this.#hitHere();
  }

  #atBreakpoint(): StopView | undefined {
    const hit = this.#hitHere();
    if (hit !== undefined) return hit;
    if (this.#move.kind === 'run' && this.#move.stops.some(it => this.#isAt(it))) {
      this.#isMoveMade = true;
    } else {
      this.#leavesStop = true;
    }
    return undefined;
  }

  #hitHere(): StopView | undefined {
    if (this.options.noDebug) return undefined;
    return this.#found(this.stops.atInstruction(it => this.#isAt(it)));
  }

  #found(stop: FoundStop | undefined): StopView | undefined {
    if (stop === undefined) return undefined;
    this.#isAtTrap = stop.isAtTrap;
    this.target.callsAhead = stop.callsAhead;
    this.#exception = stop.exception;
    return stop.view;
  }

  /** Whatever the machine has returned for: an instruction may have touched what is watched, a syscall a slot. */
  #afterDeed(stop: ChainStop): StopView | undefined {
    if (this.options.noDebug) return undefined;
    const { watchpoints, registerWatches } = this.target.machine;
    const { slots } = this.stops.data;
    const isTouched = watchpoints.isTouched || registerWatches.changed.length > 0;
    if (!isTouched && !slots.areDue && !this.stops.isReceiptDue) return undefined;
    this.#isArmed = false;
    return this.#found(this.stops.afterDeed(stop === 'userEntry', it => this.#isAt(it)));
  }

  /** What the kernel does to a slot is told when the contract is back, or at once if there is none. */
  #letDueBeTold(): void {
    const { slots } = this.stops.data;
    if (slots.areDue) this.target.machine.stopOnUserEntry = true;
    if (slots.areDueNow) this.target.run.interrupt();
  }

  #isAt(it: Stop): boolean {
    const { machine, runningTask, runningModule } = this.target;
    if (it.address !== machine.pc || it.module !== runningModule) return false;
    if ('task' in it && it.task?.id !== runningTask?.id) return false;
    return (machine.registers[SP] ?? 0) >>> 0 >= (it.minSp ?? 0);
  }

  #atTrap(): StopView | undefined {
    if (this.#move.kind === 'step') this.#isMoveMade = true;
    const stop = this.#found(this.stops.atTrap());
    // A read of a slot is told when the contract is back.
    if (this.stops.data.slots.areDue) this.#isArmed = false;
    return stop;
  }

  #atUserEntry(): StopView | undefined {
    if (this.#beginsHistory) {
      this.target.history.begin();
      this.#beginsHistory = false;
      this.#isArmed = false;
    }
    if (this.#move.kind === 'step') this.#isMoveMade = true;
    if (this.#awaitsEntry) {
      this.#awaitsEntry = false;
      this.#isArmed = false;
      return { reason: 'entry', description: 'The first instruction of the first contract' };
    }
    if (this.#move.kind === 'reenter') {
      const { task } = this.#move;
      if (task === undefined || task.id === this.target.runningTask?.id) this.#isMoveMade = true;
    }
    return undefined;
  }

  /** A person who pauses wants to see a contract, and the kernel is never long. */
  #canPause(): boolean {
    return this.target.isInUserMode || this.target.machine.position >= this.#patienceEnds;
  }

  /** The chain is dead; its last state can be looked at before the session ends. */
  #kernelDied(epitaph: string): StopView {
    this.#ending = { reason: 'terminated', description: 'The kernel has died', exitCode: 1 };
    if (this.options.noDebug) return this.#ending;
    return this.#exceptionStop({
      id: 'kernel',
      description: 'The kernel has died',
      details: epitaph,
    });
  }

  #exceptionStop(exception: ExceptionView): StopView {
    this.#exception = exception;
    const { description, details: text } = exception;
    return { reason: 'exception', description, ...(text !== undefined && { text }) };
  }

  #end(): StopView {
    const { description, differences } = scenarioEnd(this.target);
    this.#ending = {
      reason: 'terminated',
      description,
      exitCode: differences.length === 0 ? 0 : 1,
    };
    // What is stopped at is not the end yet: that comes when the run goes on.
    return (this.options.noDebug ? undefined : this.#found(this.stops.atEnd())) ?? this.#ending;
  }

  #stopped(view: StopView): StopView {
    this.#plan = undefined;
    this.#move = FREE;
    this.#isMoveMade = false;
    this.#isPausing = false;
    if (view.reason === 'terminated') return view;
    const where = view.where ?? whereabouts(this.target, this.#isAtTrap);
    this.#remember(view);
    return { ...view, where };
  }

  #remember(view: StopView): void {
    if (this.options.isRepeating === true) return;
    const { target, stops } = this;
    const { callsAhead, history } = target;
    const stop = { view, exception: this.#exception, isAtTrap: this.#isAtTrap, callsAhead };
    history.stops.add(keptStop(target, stop, stops.hits));
  }
}
