/** What returns while a step is under way: calls that it passes, and the function that it leaves. */

import { calleeAt } from './callee';
import { isOperator } from './operators';
import type { Here } from './paths';
import type { Left, Returned } from './returned';
import { returnedFrom } from './returned';
import type { Target } from './target';

/** The last ones of a step: nobody reads more, and a line may be a loop. */
const MAX_RETURNED = 16;
const A0 = 10;

/** A call that is under way. */
interface Passed {
  readonly callee: Left;
  readonly returnAddress: number;
  readonly from: Here;
}

export class PassedCalls {
  #passed: Passed | undefined;
  #returned: Returned[] = [];

  constructor(private readonly target: Target) {}

  /** In their order. */
  get returned(): readonly Returned[] {
    return this.#returned;
  }

  /** @param here at an instruction that calls, before it has run */
  begin(here: Here): void {
    const { module, pc, place, standing } = here;
    const callee = module && calleeAt(module, pc);
    if (module === undefined || callee === undefined) return;
    const base = callee.register === undefined ? 0 : standing.registers(callee.register);
    if (base === undefined) return;
    const address = (base + callee.offset) >>> 0;
    this.#passed = {
      callee: { module, pc: address, a0: standing.registers(A0) },
      returnAddress: pc + (place?.length ?? 4),
      from: here,
    };
  }

  /** To be told wherever the step gets to: it may be where the call comes back. */
  arrive(here: Here): void {
    const passed = this.#passed;
    if (passed === undefined || here.pc !== passed.returnAddress) return;
    const { from, callee } = passed;
    if (here.task !== from.task || here.sp !== from.sp) return;
    this.#passed = undefined;
    const name = callee.module.framesAt(callee.pc).at(-1)?.name ?? '';
    if (!isOperator(name)) this.leave(callee, here);
  }

  /** A function is left that the step has not seen called. @param here at its return address */
  leave(left: Left, here: Here): void {
    const returned = returnedFrom(this.target, left, here);
    if (returned === undefined) return;
    this.#returned.push(returned);
    if (this.#returned.length > MAX_RETURNED) this.#returned.shift();
  }
}
