/** Steps by source line or by statement. */

import type { Task } from '../chain/run';
import { bodyOf } from './authorBody';
import type { CodePlace } from './codePlace';
import type { InlineNest } from './inlineNest';
import type { Module } from './module';
import type { Move, Plan, Stop } from './moves';
import { DONE, STEP, TO_THE_END } from './moves';
import type { Here } from './paths';
import { hereAt, out, outOfEntry, over } from './paths';
import { PassedCalls } from './passedCalls';
import type { Left, Returned } from './returned';
import type { StepTarget } from './stepTargets';
import type { Target } from './target';

export interface LineStep {
  readonly action: 'next' | 'stepIn' | 'stepOut';
  readonly granularity: 'statement' | 'line';
  /** What has been stepped into from the lines at hand. */
  readonly nest: InlineNest;
  /** The one call to go into, past all others. */
  readonly into?: StepTarget | undefined;
}

/**
 * walking: in the home function, instruction by instruction. entering: in the prologue of a function that was called.
 * called: at its first instruction. crossing: in the kernel, before its first line. returned: in a caller, or a contract
 * that called. arriving: at full speed to where a call comes back, or to code of the author's before it does.
 */
type Phase = 'first' | 'walking' | 'called' | 'entering' | 'crossing' | 'returned' | 'arriving';

/** The logical frame that the step is in: where it began, and after that where it has got to. */
interface Home {
  readonly task: Task | undefined;
  readonly chain: readonly string[];
  /** The line or statement to leave; undefined where any will do. */
  readonly from: CodePlace | undefined;
}

export class LinePlan implements Plan {
  #phase: Phase = 'first';
  #home: Home;
  /** The step takes lines of somebody else's code too: it began in such code. */
  #takesForeign: boolean;
  /** Where a call comes back that is made at full speed, and what is to be done there. */
  #back: { readonly stop: Stop | undefined; readonly phase: 'walking' | 'returned' } | undefined;
  readonly #calls: PassedCalls;
  /** The function that the step began in, until it has returned. */
  #left: Left | undefined;
  /** The instruction that the last move began at. */
  #lastPc = 0;
  /** In a function that was called since: what has been stepped into from the lines at the start is none of it. */
  #isInCallee = false;
  /** Where the step may stop first, while entering: behind the prologue, mostly. */
  #bodyAt = 0;
  /** The transaction that the step began in is over. */
  #isTransactionOver = false;

  constructor(
    private readonly target: Target,
    private readonly step: LineStep,
    private readonly start: Here,
  ) {
    const { module, task, place, pc } = start;
    this.#calls = new PassedCalls(target);
    this.#left = module && { module, pc };
    this.#home = { task, chain: place?.chain ?? [], from: place };
    this.#takesForeign = place !== undefined && place.line > 0 && !place.isOwn;
    step.nest.begin(start);
  }

  next(): Move {
    const here = this.#phase === 'first' ? this.start : hereAt(this.target);
    const { task } = this.#home;
    const isInterrupted = task !== undefined && here.task === undefined && !here.isTrapped;
    // A page fault, say: unless it ends the contract, the contract goes on as if it had not been.
    if (isInterrupted && this.#phase !== 'crossing') return { kind: 'reenter', task };
    this.#calls.arrive(here);
    const move = this.#from(here);
    this.#lastPc = here.pc;
    return move;
  }

  get returned(): readonly Returned[] {
    return this.#calls.returned;
  }

  /** Into whatever call comes first, be it that of the next transaction. */
  get #isInto(): boolean {
    return this.#isAnyCall || this.#isTransactionOver;
  }

  get #isAnyCall(): boolean {
    return this.step.action === 'stepIn' && this.step.into === undefined;
  }

  taskEnded(task: Task): Move | undefined {
    if (task !== this.#home.task) return undefined;
    const caller = this.target.callerOf(task);
    this.#phase = 'returned';
    this.#home = { task: caller, chain: [], from: undefined };
    if (caller !== undefined) return { kind: 'reenter', task: caller };
    this.#isTransactionOver = true;
    return this.#toOwnCode(undefined, 'returned');
  }

  #from(here: Here): Move {
    switch (this.#phase) {
      case 'first':
        return this.#begin(here);
      case 'walking':
        return this.#walk(here);
      case 'called':
        return this.#enter(here);
      case 'entering':
        return this.#passPrologue(here);
      case 'crossing':
        return this.#isLine(here.place) || here.task !== undefined ? DONE : STEP;
      case 'returned':
        return this.#return(here);
      case 'arriving':
        return this.#arrive(here);
    }
  }

  #begin(here: Here): Move {
    if (this.#isInto && here.isBeforeCall) return DONE;
    const isInlined = this.#home.chain.length > 1;
    if (this.step.action === 'stepOut' && !isInlined) return this.#leaveFunction(here);
    this.#phase = 'walking';
    return here.isTrapped ? over(here) : this.#leave(here);
  }

  /** In the home function, at an instruction that has not run yet. */
  #walk(here: Here): Move {
    if (this.#isTailCall(here)) {
      if (this.#isInto || this.#lastPc === this.step.into?.site) return this.#enter(here);
      this.#phase = 'returned';
      return outOfEntry(here) ?? TO_THE_END;
    }
    return this.#hasArrived(here) ? DONE : this.#leave(here);
  }

  /** Past one instruction, and past what it calls unless that is where the step goes. */
  #leave(here: Here): Move {
    switch (here.place?.kind) {
      case 'call':
        this.#calls.begin(here);
        if (!this.#isInto && here.pc !== this.step.into?.site) return over(here);
        this.#phase = 'called';
        return STEP;
      case 'helper':
        return over(here);
      case 'ecall':
        return this.#isInto ? this.#callKernel(here) : over(here);
      case 'return':
      case 'sret':
        this.#phase = 'returned';
        return STEP;
      default:
        return STEP;
    }
  }

  /** At the first instruction of a callee: through its prologue, or to whatever of the author's code it calls back. */
  #enter(here: Here): Move {
    const { module, task, pc, place } = here;
    const [name] = place?.chain ?? [];
    const isWanted = place?.isOwnFunction === true || this.step.into !== undefined;
    if (module === undefined || !isWanted || name === undefined) {
      return this.#toOwnCode(outOfEntry(here)?.stops[0], 'walking');
    }
    this.#home = { task, chain: [name], from: undefined };
    this.#left = undefined;
    this.#isInCallee = true;
    this.#takesForeign = place?.isOwnFunction !== true;
    this.#phase = 'entering';
    this.#bodyAt = bodyOf(module, pc);
    return this.#passPrologue(here);
  }

  #passPrologue(here: Here): Move {
    const { place, pc } = here;
    const isProlonged = place?.chain[0] === this.#home.chain[0] && pc < this.#bodyAt;
    if (!isProlonged) {
      this.#phase = 'walking';
      return this.#walk(here);
    }
    return place?.kind === 'call' ? over(here) : this.#leave(here);
  }

  #callKernel(here: Here): Move {
    const kernelIsOwn = this.target.kernel.ownEntries.all().length > 0;
    if (!kernelIsOwn) return this.#toOwnCode(over(here).stops[0], 'walking');
    this.#phase = 'crossing';
    return STEP;
  }

  /** To the first function of the author's that is entered, in whatever contract, unless a call comes back before. */
  #toOwnCode(stop: Stop | undefined, phase: 'walking' | 'returned'): Move {
    this.#phase = 'arriving';
    this.#back = { stop, phase };
    const { modules, kernel } = this.target;
    // Who goes over the end of a transaction, or out of it, goes past the kernel.
    const entered = this.#isAnyCall ? modules : modules.filter(it => it !== kernel);
    const entries = entered.flatMap((module: Module) =>
      module.ownEntries.all().map(address => ({ module, address })),
    );
    return { kind: 'run', stops: stop === undefined ? entries : [stop, ...entries] };
  }

  #arrive(here: Here): Move {
    if (this.#isBack(here)) {
      this.#phase = this.#back?.phase ?? 'walking';
      return this.#from(here);
    }
    const { place, task } = here;
    this.#left = undefined;
    if (place?.isOwnFunction === true) return this.#enter(here);
    this.#home = { task, chain: place?.chain.slice(0, place.ownDepth) ?? [], from: undefined };
    this.#isInCallee = true;
    this.#takesForeign = false;
    this.#phase = 'walking';
    return this.#walk(here);
  }

  /** At a return address. The line of the call is worth a stop, because it may not be over. */
  #return(here: Here): Move {
    const { module, task, pc, place } = here;
    if (this.#left !== undefined && task === this.start.task) {
      this.#calls.leave(this.#left, here);
    }
    this.#left = undefined;
    const call = module?.placeAt(pc - 1);
    const depth = call === undefined ? 0 : this.#depthOf(call);
    if (call === undefined || depth === 0) return this.#leaveFunction(here);
    const chain = call.chain.slice(0, depth);
    this.#phase = 'walking';
    if (this.#isStartFrame(here, chain)) {
      this.#home = { task, chain, from: this.start.place };
      return this.#walk(here);
    }
    this.#home = { task, chain, from: undefined };
    const isInLine = place !== undefined && this.#accepts(place) && this.#isOuter(place);
    return isInLine ? DONE : this.#walk(here);
  }

  #leaveFunction(here: Here): Move {
    this.#phase = 'returned';
    const move = out(this.target, here);
    const task = move?.kind === 'reenter' ? move.task : here.task;
    this.#home = { task, chain: [], from: undefined };
    if (move?.kind === 'reenter') return move;
    if (move === undefined && task === undefined) this.#isTransactionOver = true;
    if (this.#isInto) return this.#toOwnCode(move?.stops[0], 'returned');
    return move ?? TO_THE_END;
  }

  #isBack({ task, pc, sp }: Here): boolean {
    const stop = this.#back?.stop;
    if (stop === undefined || stop.address !== pc || stop.task !== task) return false;
    return sp >= (stop.minSp ?? 0);
  }

  /** At a line that the step was to find. */
  #hasArrived({ place }: Here): boolean {
    const { into } = this.step;
    if (into?.chain !== undefined && place !== undefined && startsWith(place.chain, into.chain)) {
      return place.isStatement && place.line > 0;
    }
    if (!this.#isLine(place)) return false;
    const { chain, from } = this.#home;
    const shared = sharedLength(place.chain, chain);
    if (place.chain.length > shared) {
      const isWanted = this.#isInto && place.isOwn;
      const isNew = this.#isInCallee || !this.step.nest.hasVisited(place, shared);
      return isWanted && isNew;
    }
    if (shared < chain.length || from === undefined) return true;
    return this.step.action !== 'stepOut' && this.#isElsewhere(place, from);
  }

  #isElsewhere(place: CodePlace, from: CodePlace): boolean {
    if (place.line !== from.line || place.file !== from.file) return true;
    return this.step.granularity === 'statement' && place.column !== from.column;
  }

  /** Back where the step began: what it went into had no line to stop at. */
  #isStartFrame({ task, sp }: Here, chain: readonly string[]): boolean {
    const { start } = this;
    const from = start.place?.chain ?? [];
    const isSame = from.length === chain.length && sharedLength(from, chain) === chain.length;
    return isSame && task === start.task && sp === start.sp;
  }

  /** In the home frame, or in one that it is inlined into. */
  #isOuter({ chain }: CodePlace): boolean {
    return chain.length === sharedLength(chain, this.#home.chain);
  }

  #isLine(place: CodePlace | undefined): place is CodePlace {
    return place !== undefined && place.isStatement && this.#accepts(place);
  }

  #accepts(place: CodePlace): boolean {
    return place.isOwn || (this.#takesForeign && place.line > 0);
  }

  /** How much of a place's chain is code that the step may stop in. */
  #depthOf(place: CodePlace): number {
    return this.#takesForeign && place.line > 0 ? place.chain.length : place.ownDepth;
  }

  /** A jump that ended in another function. */
  #isTailCall({ place }: Here): boolean {
    const [now] = place?.chain ?? [];
    const [home] = this.#home.chain;
    return now !== undefined && home !== undefined && now !== home;
  }
}

function startsWith(chain: readonly string[], start: readonly string[]): boolean {
  return sharedLength(chain, start) === start.length;
}

function sharedLength(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
