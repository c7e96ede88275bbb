/**
 * Where a contract failed in a run without a debugger: the stack at the moment its call ended, before the kernel gives
 * its memory back. Only calls that fail are looked at, so that a run in which nothing fails costs what it always did.
 */

import { FINISH, RETURN } from '../chain/abi.generated';
import type { CallRecord, Receipt, ReceiptStatus } from '../chain/receipt';
import type { ChainObserver, ChainRun, Task } from '../chain/run';
import type { ResolvedScenario } from '../chain/scenario/resolve';
import type { ElfImage } from '../elf/elfImage';
import type { Machine } from '../vm/machine';
import { modulesOf } from './loader';
import { Sources } from './sources';
import { frameView, readStack } from './stack';
import { suspendedStanding } from './standing';
import { Target } from './target';
import type { FrameView } from './views';

/** A call that failed. */
export interface Failure {
  /** Label of the contract. */
  readonly contract: string;
  readonly status: ReceiptStatus;
  /** The panic's message, the error's text, what the hart said; undefined where nobody says anything. */
  readonly reason: string | undefined;
  /** The innermost frame of the author's; undefined where no frame has a line of his. */
  readonly place: FrameView | undefined;
  /** Innermost first; below the contract's own frames those of the contracts that called it. */
  readonly stack: readonly FrameView[];
}

/** Of the registers and the pc that the kernel has saved: bytes, and offsets. [guest/kernel/src/user.rs] */
const TRAP_FRAME_BYTES = 33 * 4;
const A1 = 11 * 4;
const A7 = 17 * 4;
const TRAP_FRAME_PC = 32 * 4;

/** `ecall`. [Unpriv §2.8] */
const ECALL = [0x73, 0, 0, 0];

export interface FailureWatchOptions {
  readonly resolved: ResolvedScenario;
  readonly kernel: ElfImage;
  readonly run: () => ChainRun;
}

export class FailureWatch {
  #target: Target | undefined;
  /** Of the running transaction, in the order in which calls begin, as in its receipt. */
  #tasks: Task[] = [];
  readonly #stacks = new Map<Task, readonly FrameView[]>();
  readonly #failures = new Map<number, readonly Failure[]>();

  constructor(private readonly options: FailureWatchOptions) {}

  /** For `watch` of `runHeadless`. */
  get observer(): ChainObserver {
    return {
      transactionStarted: () => {
        this.#tasks = [];
        this.#stacks.clear();
      },
      taskStarted: it => this.#tasks.push(it),
      taskEnded: it => this.#end(it),
      receipt: it => this.#receive(it),
    };
  }

  /** Of a transaction that failed, the deepest call that failed, then those that failed around it; none where none ran. */
  failuresOf(transaction: number): readonly Failure[] {
    return this.#failures.get(transaction) ?? [];
  }

  #end(task: Task): void {
    if (isSuccess(this.options.run().machine, task)) return;
    const target = this.#targetOf();
    const frames = readStack(target, suspendedStanding(target, task));
    this.#stacks.set(
      task,
      frames.map(it => frameView(target, it)),
    );
  }

  #receive({ index, calls }: Receipt): void {
    const failures = failuresIn(calls).flatMap(call => {
      const task = this.#tasks[calls.indexOf(call)];
      const stack = task && this.#stacks.get(task);
      return stack === undefined ? [] : [this.#describe(call, stack)];
    });
    if (failures.length > 0) this.#failures.set(index, failures);
  }

  #describe({ to, status, reason }: CallRecord, stack: readonly FrameView[]): Failure {
    const isOwn = (it: FrameView): boolean =>
      it.kind === 'contract' && it.source?.deemphasize === false && it.line > 0;
    const contract = this.#targetOf().labelOf(to);
    return { contract, status, reason, place: stack.find(isOwn), stack };
  }

  #targetOf(): Target {
    const { resolved, kernel, run } = this.options;
    this.#target ??= new Target({
      run: run(),
      resolved,
      ...modulesOf(resolved, kernel, true),
      sources: Sources.recorded(),
    });
    return this.#target;
  }
}

/** From the transaction's own call to the last that failed in it, and so on, as far as failures go: the deepest first. */
function failuresIn(calls: readonly CallRecord[]): CallRecord[] {
  const chain: CallRecord[] = [];
  let outer: number | undefined;
  for (;;) {
    const failed = calls.filter(it => it.parent === outer && it.status !== 'success').at(-1);
    if (failed === undefined) return chain;
    chain.unshift(failed);
    outer = failed.index;
  }
}

/** Whether a call returned, or finished with a result block that says so in its first byte. */
function isSuccess(machine: Machine, { trapFrame, satp }: Task): boolean {
  const saved = machine.readPhysical(trapFrame, TRAP_FRAME_BYTES);
  if (saved === undefined) return false;
  const words = new DataView(saved.buffer, saved.byteOffset, saved.byteLength);
  const pc = words.getUint32(TRAP_FRAME_PC, true);
  const code = machine.readVirtual(pc, ECALL.length, satp);
  if (!ECALL.every((it, at) => code[at] === it)) return false;
  const number = words.getUint32(A7, true);
  if (number === RETURN) return true;
  if (number !== FINISH) return false;
  return machine.readVirtual(words.getUint32(A1, true), 1, satp)[0] !== 0;
}
