/**
 * Where a contract failed in a run without a debugger: the stack at the moment its call ended, before the kernel gives
 * its memory back. Only calls that fail are looked at, so that a run in which nothing fails costs what it always did.
 */

import { FINISH, RETURN } from '../chain/abi.generated';
import type { CallRecord, Receipt, ReceiptStatus } from '../chain/receipt';
import type { ChainObserver, ChainRun, Task } from '../chain/run';
import type { ResolvedScenario } from '../chain/scenario/resolve';
import type { ElfImage } from '../elf/elfImage';
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

const A1 = 11;
const A7 = 17;

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
    const target = this.#targetOf();
    const standing = suspendedStanding(target, task);
    if (isSuccess(target, standing)) return;
    this.#stacks.set(
      task,
      readStack(target, standing).map(it => frameView(target, it)),
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

/** A call that returned, or finished with a result block that says so in its first byte. */
function isSuccess({ machine }: Target, standing: ReturnType<typeof suspendedStanding>): boolean {
  const { module, satp, pc, registers } = standing;
  const isCall = module === undefined || isEcall(module.codeAt(pc, 4));
  if (!isCall) return false;
  const number = registers(A7);
  if (number === RETURN) return true;
  if (number !== FINISH) return false;
  return machine.readVirtual(registers(A1) ?? 0, 1, satp)[0] !== 0;
}

/** `ecall`. [Unpriv §2.8] */
function isEcall(bytes: Uint8Array): boolean {
  return bytes[0] === 0x73 && bytes[1] === 0 && bytes[2] === 0 && bytes[3] === 0;
}
