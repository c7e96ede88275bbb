/**
 * Everything at which the user wants to stand, asked at each moment that the machine shows: an instruction, a trap, a
 * touch of watched memory, a return to a contract.
 */

import type { SlotChange } from '../../chain/firmware/context';
import type { Receipt } from '../../chain/receipt';
import type { SourcePlace, Task } from '../../chain/run';
import { authorPlace } from '../authorPlace';
import type { Stop } from '../moves';
import { hartStanding } from '../standing';
import type { Target } from '../target';
import type { BreakpointView, ExceptionView, StopView } from '../views';
import type { Breakpoints } from './breakpoints';
import type { DataBreakpoints, Ended } from './data/dataBreakpoints';
import type { Exceptions } from './exceptions';
import type { HitCounts } from './guard';
import { type Guarded, hitCounts, restoreHits } from './guard';
import type { Match } from './rule';
import { StopScope } from './scope';
import { userTrap } from './trap';
import { whereabouts } from './whereabouts';

/** What a session hears beside its stops. */
export interface StopListener {
  /** A log point was passed. */
  logged(text: string, place: SourcePlace | undefined): void;
  /** A breakpoint has changed by itself. */
  changed(breakpoint: BreakpointView): void;
}

export interface FoundStop {
  readonly view: StopView;
  readonly exception: ExceptionView | undefined;
  /** At a trap that the machine has taken, of which the kernel has seen nothing yet. */
  readonly isAtTrap: boolean;
  /** As of `Target`. */
  readonly callsAhead: number | undefined;
}

/** Of the rules that a position meets: those that stand still for it, and what their conditions suffered from. */
interface Judged {
  readonly stopping: readonly Match[];
  readonly troubles: readonly string[];
}

const NOTHING: Judged = { stopping: [], troubles: [] };

export class Stops {
  /** What runs has run before: nothing of it is news, and what is watched stays watched. */
  #isLookingBack = false;
  /** Of the transaction that has just ended, until `afterDeed`. */
  #due: readonly Match[] = [];

  constructor(
    private readonly target: Target,
    readonly breakpoints: Breakpoints,
    readonly exceptions: Exceptions,
    readonly data: DataBreakpoints,
    private readonly listener: StopListener,
  ) {}

  get hits(): HitCounts {
    return hitCounts(this.#guarded());
  }

  set hits(counts: HitCounts) {
    restoreHits(this.#guarded(), counts);
  }

  #guarded(): Guarded[] {
    return [...this.breakpoints.guarded(), ...this.exceptions.guarded(), ...this.data.guarded()];
  }

  /** The run is taken back, and tells nobody anything until `goOn`. @param since as of `DataBreakpoints.lookBack` */
  lookBack(since: ReadonlyMap<number, number>): void {
    this.#isLookingBack = true;
    this.data.lookBack(since);
  }

  /** The run goes on from where the machine stands. What is watched in a frame that has not begun by then is gone. */
  goOn(): void {
    this.#isLookingBack = false;
    for (const { view } of this.data.goOn(this.target.machine.position))
      this.listener.changed(view);
    this.data.refresh();
  }

  get needTraps(): boolean {
    return this.exceptions.needTraps || this.data.slots.needTraps;
  }

  /** Addresses at which the machine has to ask. */
  addresses(): Set<number> {
    const addresses = new Set(this.breakpoints.addresses());
    for (const it of this.data.frameStops) addresses.add(it.address);
    for (const it of this.data.starts) addresses.add(it);
    return addresses;
  }

  /** Whether the transaction that has just ended is one to stop at: `afterDeed` takes it. */
  get isReceiptDue(): boolean {
    return this.#due.length > 0;
  }

  /** A transaction has ended: the machine has to be asked at once. */
  receiptMade(receipt: Receipt): void {
    this.#due = this.exceptions.atReceipt(this.target, receipt);
  }

  /** The last transaction is over. */
  atEnd(): FoundStop | undefined {
    return this.#stop(this.#judge(this.exceptions.atEnd(this.target), false), false);
  }

  /** Before the instruction at pc. */
  atInstruction(isAt: (stop: Stop) => boolean): FoundStop | undefined {
    return this.#stop(this.#judgeHere(isAt), false);
  }

  /** The machine has just trapped. */
  atTrap(): FoundStop | undefined {
    const trap = userTrap(this.target);
    if (trap === undefined) return undefined;
    this.data.slots.trapped(trap);
    return this.#stop(this.#judge(this.exceptions.atTrap(trap), true), true);
  }

  /**
   * After something that may have touched what is watched. Who stands still for that stands before the next instruction
   * too, so that a breakpoint there is hit as well.
   *
   * @param isReturn a contract has just got control back from the kernel
   */
  afterDeed(isReturn: boolean, isAt: (stop: Stop) => boolean): FoundStop | undefined {
    const { slots } = this.data;
    const isTold = slots.areDueNow || (isReturn && slots.areDue);
    const told = isTold ? slots.take(this.target.runningTask) : [];
    const due = this.#due;
    this.#due = [];
    const judged = this.#judge([...this.data.matches(), ...told, ...due], false);
    if (judged.stopping.length === 0) return undefined;
    return this.#stop(joined(judged, this.#judgeHere(isAt)), false);
  }

  slotChanged(change: SlotChange): void {
    this.data.slots.changed(change);
  }

  /** Nobody stands still for what has ended with its contract: it is said, and the run goes on. */
  taskEnded(task: Task): void {
    if (this.#isLookingBack) return this.data.slots.taskEnded(task);
    for (const { view, sighting } of this.data.taskEnded(task)) {
      this.listener.changed(view);
      this.listener.logged(`${sighting.description}: ${sighting.text ?? ''}`, undefined);
    }
  }

  #judgeHere(isAt: (stop: Stop) => boolean): Judged {
    const { target } = this;
    const left = this.#isLookingBack ? [] : this.data.leave(isAt);
    const found = this.breakpoints.matches(() => target.runningModule, target.machine.pc);
    const matches = [...this.data.startsHere(), ...found];
    if (left.length === 0) return this.#judge(matches, false);
    return joined({ stopping: this.#tell(left), troubles: [] }, this.#judge(matches, false));
  }

  /** Those of them for which the machine stands still. */
  #tell(ended: readonly Ended[]): Match[] {
    return ended.filter(({ view, sighting, guard }) => {
      this.listener.changed(view);
      if (guard.mode === 'log') this.#log(sighting.text ?? sighting.description, false);
      return guard.mode !== 'log';
    });
  }

  #judge(matches: readonly Match[], isAtTrap: boolean): Judged {
    if (matches.length === 0) return NOTHING;
    const scope = new StopScope(this.target, isAtTrap);
    const stopping: Match[] = [];
    const troubles: string[] = [];
    for (const match of matches) {
      const { sighting, guard } = match;
      const verdict = guard.judge(scope.with(sighting.names, match.depth));
      if (verdict.kind === 'pass') continue;
      if (verdict.kind === 'log') {
        this.#log(verdict.text ?? sighting.text ?? sighting.description, isAtTrap);
        continue;
      }
      stopping.push(match);
      if (verdict.kind !== 'trouble') continue;
      const trouble = `The condition has no value here: ${verdict.text}`;
      troubles.push(trouble);
      if (verdict.isFirst) this.#log(trouble, isAtTrap);
    }
    return { stopping, troubles };
  }

  #stop({ stopping, troubles }: Judged, isAtTrap: boolean): FoundStop | undefined {
    const [first] = stopping;
    if (first === undefined) return undefined;
    const { reason, description, exception } = first.sighting;
    // Two filters may mean the same thing in the same words.
    const texts = new Set([...stopping.flatMap(it => it.sighting.text ?? []), ...troubles]);
    const view: StopView = {
      reason,
      description,
      ...(texts.size > 0 && { text: [...texts].join('\n') }),
      hitBreakpointIds: stopping.map(it => it.id),
      where: whereabouts(this.target, isAtTrap),
    };
    const depths = stopping.flatMap(it => it.depth ?? []);
    const callsAhead = depths.length === stopping.length ? Math.min(...depths) : undefined;
    return { view, exception, isAtTrap, callsAhead };
  }

  #log(text: string, isAtTrap: boolean): void {
    if (this.#isLookingBack) return;
    this.listener.logged(text, authorPlace(this.target, hartStanding(this.target, isAtTrap)));
  }
}

function joined(a: Judged, b: Judged): Judged {
  return {
    stopping: [...a.stopping, ...b.stopping],
    troubles: [...a.troubles, ...b.troubles],
  };
}
