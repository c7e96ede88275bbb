/** Steps by instruction: one of them, over what it calls, or out to the caller. */

import type { Task } from '../chain/run';
import type { Move, Plan } from './moves';
import { DONE, FREE, STEP } from './moves';
import type { Here } from './paths';
import { out, over } from './paths';
import type { Target } from './target';

export class InstructionPlan implements Plan {
  #isFirst = true;

  constructor(
    private readonly target: Target,
    private readonly action: 'next' | 'stepIn' | 'stepOut',
    private readonly start: Here,
  ) {}

  next(): Move {
    if (!this.#isFirst) return DONE;
    this.#isFirst = false;
    const { target, start, action } = this;
    if (action === 'stepOut') return out(target, start);
    // Stopped at a trap, the machine is past the instruction already: what follows is the kernel's first.
    if (start.isTrapped) return action === 'next' ? over(start) : DONE;
    const kind = start.place?.kind;
    const isCall = kind === 'call' || kind === 'helper' || kind === 'ecall';
    return action === 'next' && isCall ? over(start) : STEP;
  }

  taskEnded(task: Task): Move | undefined {
    if (task !== this.start.task) return undefined;
    const caller = this.target.callerOf(task);
    return caller === undefined ? FREE : { kind: 'reenter', task: caller };
  }
}
