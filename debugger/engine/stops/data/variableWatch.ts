/**
 * A watch on a variable that the compiler keeps in registers. What counts is the variable in its own frame: what callees
 * do with the register, and what the program keeps there while the variable is elsewhere, is none of it.
 */

import type { WatchedRegister } from '../../../vm/machine';
import { PRIVILEGE } from '../../../vm/machine';
import { createValue } from '../../../dwarf/values/value';
import type { CompiledExpression } from '../../evaluate/evaluate';
import { parse } from '../../evaluate/evaluate';
import { runningFrame } from '../../evaluate/runningFrame';
import { EvaluationError } from '../../evaluationError';
import type { Frame } from '../../frame';
import { variablesOf } from '../../inspect/locals';
import type { Target } from '../../target';
import type { Sighting } from '../rule';
import { bytesText, bytesValue } from './bytesText';
import type { VariablePlace } from './dataPlace';

/** What it held: for a condition, and as the Variables view has it. */
interface Held {
  readonly bytes: Uint8Array;
  readonly text: string;
}

export class VariableWatch {
  readonly #expression: CompiledExpression;
  /** undefined where it has had no value yet. */
  #last: Held | undefined;

  constructor(
    private readonly target: Target,
    readonly place: VariablePlace,
  ) {
    this.#expression = parse(place.name);
    const { bytes, type } = place;
    this.#last = bytes && { bytes, text: bytesText(bytes, type) };
    this.refresh();
  }

  get watched(): WatchedRegister[] {
    const { registers, task } = this.place;
    return registers.map(number =>
      task === undefined
        ? { number, privilege: PRIVILEGE.SUPERVISOR }
        : { number, privilege: PRIVILEGE.USER, satp: task.satp },
    );
  }

  get lastText(): string {
    return this.#last?.text ?? 'without a value';
  }

  /** Looks again, for what somebody else than the guest has changed. */
  refresh(): void {
    this.#last = this.#read() ?? this.#last;
  }

  /** Whether the hart stands where the variable comes to be in another register. */
  get isAtStart(): boolean {
    return this.place.starts.includes(this.target.machine.pc);
  }

  /** One of its registers has changed, or it is in another one: what that was to the variable; undefined where it was nothing. */
  sees(): Sighting | undefined {
    const [old, now] = [this.#last, this.#read()];
    if (now === undefined) return undefined;
    this.#last = now;
    // Its first value is no change.
    if (old === undefined || isSame(old.bytes, now.bytes)) return undefined;
    const { name, type, owner } = this.place;
    return {
      reason: 'data breakpoint',
      description: `${name} changed`,
      text: `${name} changed from ${old.text} to ${now.text} in ${owner}`,
      names: new Map([
        ['old', bytesValue(old.bytes, type)],
        ['new', bytesValue(now.bytes, type)],
      ]),
    };
  }

  /** undefined where the hart is not in the variable's frame and scope, and where the variable has no value. */
  #read(): Held | undefined {
    const frame = this.#frame();
    if (frame === undefined) return undefined;
    try {
      const { operand } = this.#expression.evaluate({ target: this.target, frame });
      if (operand.kind !== 'variable') return undefined;
      const bytes = operand.place.storage.read(0, this.place.byteSize);
      return 'missing' in bytes ? undefined : { bytes, text: createValue(operand.place).text };
    } catch (error) {
      if (error instanceof EvaluationError) return undefined;
      throw error;
    }
  }

  /** In the order of what it costs to find out. */
  #frame(): Frame | undefined {
    const { machine, runningModule, runningTask } = this.target;
    const { module, task, entry, outer, frame } = this.place;
    if (runningModule !== module || runningTask?.id !== task?.id) return undefined;
    const logical = module.framesAt(machine.pc);
    if (logical.at(-1)?.lowPc !== frame.lowPc || logical.length <= outer) return undefined;
    const running = runningFrame(this.target, false, logical.length - 1 - outer);
    if (running.cfa !== frame.cfa) return undefined;
    const isThere = variablesOf(running).some(it => it.entry.offset === entry && !it.isShadowed);
    return isThere ? running : undefined;
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((it, at) => it === b[at]);
}
