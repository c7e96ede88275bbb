/** Steps by source line. */

import type { Task } from '../chain/run';
import type { CodePlace } from './codePlace';
import type { Module } from './module';
import type { Move, Plan, Stop } from './moves';
import { DONE, FREE, STEP } from './moves';
import type { Here } from './paths';
import { hereAt, out, outOfEntry, over } from './paths';
import type { Target } from './target';

/**
 * walking: in the function in which the step began. called: at the first instruction of a function that it calls.
 * crossing: in the kernel, before its first line. returned: in a caller, or a contract that called. arriving: at full
 * speed to where the step ends, or back to the function.
 */
type Phase = 'first' | 'walking' | 'called' | 'crossing' | 'returned' | 'arriving';

export class LinePlan implements Plan {
  #phase: Phase = 'first';
  /** The instruction that the last move began at. */
  #last: Here;
  /** Where a call comes back that is made at full speed. */
  #back: Stop | undefined;

  constructor(
    private readonly target: Target,
    private readonly action: 'next' | 'stepIn' | 'stepOut',
    private readonly start: Here,
  ) {
    this.#last = start;
  }

  next(): Move {
    const here = this.#phase === 'first' ? this.start : hereAt(this.target);
    const move = this.#from(here);
    this.#last = here;
    return move;
  }

  taskEnded(task: Task): Move | undefined {
    if (task !== this.start.task) return undefined;
    const caller = this.target.callerOf(task);
    this.#phase = 'returned';
    if (caller !== undefined) return { kind: 'reenter', task: caller };
    return this.action === 'stepIn' ? this.#toOwnCode([]) : FREE;
  }

  #from(here: Here): Move {
    switch (this.#phase) {
      case 'first':
        return this.#begin(here);
      case 'walking':
        return this.#walk(here);
      case 'called':
        return this.#enter(here);
      case 'crossing':
        return this.#isLine(here.place) || here.task !== undefined ? DONE : STEP;
      case 'returned':
        return this.#return(here);
      case 'arriving':
        if (!this.#isBack(here)) return DONE;
        this.#phase = 'walking';
        // What the last move began at was in the callee: coming back from there is no jump into another function.
        this.#last = here;
        return this.#walk(here);
    }
  }

  #begin(here: Here): Move {
    if (this.action === 'stepOut' && !this.#isInlined(here)) return this.#leaveFunction(here);
    this.#phase = 'walking';
    return here.isTrapped ? over(here) : this.#leave(here);
  }

  /** In the function of the start, at an instruction that has not run yet. */
  #walk(here: Here): Move {
    const { task } = this.start;
    // A trap that is no syscall: unless it ends the contract, the contract goes on as if it had not been.
    if (task !== undefined && here.task === undefined) return { kind: 'reenter', task };
    if (this.#isTailCall(here)) {
      if (this.action === 'stepIn') return this.#enter(here);
      this.#phase = 'returned';
      return outOfEntry(here);
    }
    return this.#hasArrived(here) ? DONE : this.#leave(here);
  }

  /** Past one instruction, and past what it calls unless that is where the step goes. */
  #leave(here: Here): Move {
    const isStepIn = this.action === 'stepIn';
    switch (here.place?.kind) {
      case 'call':
        if (!isStepIn) return over(here);
        this.#phase = 'called';
        return STEP;
      case 'ecall':
        return isStepIn ? this.#callKernel(here) : over(here);
      case 'return':
      case 'sret':
        this.#phase = 'returned';
        return STEP;
      default:
        return STEP;
    }
  }

  /** At the first instruction of a callee: behind its prologue, or at whatever of the author's code it calls back. */
  #enter(here: Here): Move {
    this.#phase = 'arriving';
    const { module, task, pc, place } = here;
    if (module !== undefined && place !== undefined && this.#accepts(place)) {
      const address = module.entryBehind(pc);
      return address === pc ? DONE : { kind: 'run', stops: [{ module, task, address }] };
    }
    return this.#callBack(outOfEntry(here));
  }

  #callKernel(here: Here): Move {
    const kernelIsOwn = this.target.kernel.ownEntries().length > 0;
    if (kernelIsOwn) {
      this.#phase = 'crossing';
      return STEP;
    }
    this.#phase = 'arriving';
    return this.#callBack(over(here));
  }

  /** To where a call comes back, or to code of the author's before it does. */
  #callBack(move: Move): Move {
    const stops = move.kind === 'run' ? move.stops : [];
    this.#back = stops[0];
    return this.#toOwnCode(stops);
  }

  /** To the first function of the author's that is entered, in whatever contract, unless a stop comes before. */
  #toOwnCode(stops: readonly Stop[]): Move {
    const entries = this.target.modules.flatMap((module: Module) =>
      module.ownEntries().map(address => ({ module, address })),
    );
    return { kind: 'run', stops: [...stops, ...entries] };
  }

  #return(here: Here): Move {
    if (here.place !== undefined && this.#accepts(here.place)) return DONE;
    return this.#leaveFunction(here);
  }

  #leaveFunction(here: Here): Move {
    this.#phase = 'returned';
    const move = out(this.target, here, it => this.#accepts(it));
    if (this.action !== 'stepIn' || move.kind === 'reenter') return move;
    return this.#toOwnCode(move.kind === 'run' ? move.stops : []);
  }

  #isBack({ task, pc, sp }: Here): boolean {
    const back = this.#back;
    return (
      back !== undefined && back.address === pc && back.task === task && sp >= (back.minSp ?? 0)
    );
  }

  #hasArrived({ place }: Here): boolean {
    if (!this.#isLine(place)) return false;
    const from = this.start.place;
    const depth = from?.chain.length ?? 0;
    const isWithin = startsWith(place.chain, from?.chain ?? []);
    if (this.action === 'stepOut') return !isWithin;
    if (isWithin && place.chain.length > depth) return this.action === 'stepIn';
    return !isWithin || place.line !== from?.line || place.file !== from.file;
  }

  #isLine(place: CodePlace | undefined): place is CodePlace {
    return place !== undefined && place.isStatement && this.#accepts(place);
  }

  /** A step that begins in somebody else's code is at home in such code. */
  #accepts(place: CodePlace): boolean {
    if (place.isOwn) return true;
    const from = this.start.place;
    return place.line > 0 && from !== undefined && from.line > 0 && !from.isOwn;
  }

  #isInlined({ place }: Here): boolean {
    return place !== undefined && place.chain.length > 1;
  }

  /** A plain jump that ended in another function. */
  #isTailCall(here: Here): boolean {
    const before = this.#last.place;
    const [now] = here.place?.chain ?? [];
    if (before?.kind !== 'plain' || now === undefined || before.chain[0] === undefined)
      return false;
    return now !== before.chain[0] && here.task === this.#last.task;
  }
}

function startsWith(names: readonly string[], start: readonly string[]): boolean {
  return start.every((it, at) => names[at] === it);
}
