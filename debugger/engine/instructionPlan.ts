/** Steps by instruction: one of them, over what it calls, or out to the caller. */

import type { Task } from '../chain/run';
import type { Move, Plan } from './moves';
import { DONE, STEP, TO_NEXT_TRANSACTION, TO_THE_END } from './moves';
import type { Here } from './paths';
import { PassedCalls } from './passedCalls';
import { hereAt, out, over } from './paths';
import type { Returned } from './returned';
import type { Target } from './target';

export class InstructionPlan implements Plan {
  readonly #calls: PassedCalls;
  #isFirst = true;

  constructor(
    private readonly target: Target,
    private readonly action: 'next' | 'stepIn' | 'stepOut',
    private readonly start: Here,
  ) {
    this.#calls = new PassedCalls(target);
  }

  get returned(): readonly Returned[] {
    return this.#calls.returned;
  }

  next(): Move {
    if (!this.#isFirst) return this.#arrive();
    this.#isFirst = false;
    const { target, start, action } = this;
    if (action === 'stepOut') {
      return out(target, start) ?? (start.task === undefined ? TO_NEXT_TRANSACTION : TO_THE_END);
    }
    // Stopped at a trap, the machine is past the instruction already: what follows is the kernel's first.
    if (start.isTrapped) return action === 'next' ? over(start) : DONE;
    const kind = start.place?.kind;
    if (kind === 'call') this.#calls.begin(start);
    const isCall = kind === 'call' || kind === 'helper' || kind === 'ecall';
    return action === 'next' && isCall ? over(start) : STEP;
  }

  #arrive(): Move {
    const { start, target, action } = this;
    const here = hereAt(target);
    this.#calls.arrive(here);
    const isReturn = action === 'stepOut' || start.place?.kind === 'return';
    if (isReturn && start.module !== undefined && here.task === start.task) {
      this.#calls.leave({ module: start.module, pc: start.pc }, here);
    }
    return DONE;
  }

  taskEnded(task: Task): Move | undefined {
    if (task !== this.start.task) return undefined;
    const caller = this.target.callerOf(task);
    return caller === undefined ? TO_NEXT_TRANSACTION : { kind: 'reenter', task: caller };
  }
}
