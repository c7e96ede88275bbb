/** Gathers what the calls of a run have used, function by function. */

import { decodeCalls } from '../../chain/abi/calls';
import type { Program } from '../../chain/abi/program';
import { abiAt, programAt } from '../../chain/describe/context';
import type { DescribeContext } from '../../chain/describe/context';
import { formatAddress } from '../../chain/address';
import type { HighWaterMark } from '../../chain/highWater';
import { highWaterMark } from '../../chain/highWater';
import type { CallRecord, Receipt } from '../../chain/receipt';
import type { ChainObserver, ChainRun, Task } from '../../chain/run';
import type { ResolvedScenario } from '../../chain/scenario/resolve';
import type { ContractUse, FunctionUse } from './outcome';
import { joinUses } from './outcome';

const NOTHING: HighWaterMark = { stackBytes: 0, heapBytes: undefined };

export class Usage {
  /** Of the running transaction, in the order in which calls begin, as in its receipt. */
  #tasks: Task[] = [];
  readonly #marks = new Map<number, HighWaterMark>();
  /** When calls began, and then how long they took. */
  readonly #seconds = new Map<number, number>();
  readonly #uses: FunctionUse[] = [];

  constructor(
    private readonly resolved: ResolvedScenario,
    private readonly run: () => ChainRun,
    /** Seconds from some moment on. */
    private readonly now: () => number,
  ) {}

  get observer(): ChainObserver {
    return {
      transactionStarted: () => {
        this.#tasks = [];
        this.#marks.clear();
        this.#seconds.clear();
      },
      taskStarted: it => {
        this.#tasks.push(it);
        this.#seconds.set(it.id, this.now());
      },
      taskEnded: it => this.#end(it),
      receipt: it => this.#receive(it),
    };
  }

  functions(): FunctionUse[] {
    return joinUses(this.#uses);
  }

  contracts(): ContractUse[] {
    return [...this.resolved.programs.values()].map(it => ({
      name: programName(it),
      codeBytes: it.image.length,
    }));
  }

  #end(task: Task): void {
    const now = this.now();
    this.#seconds.set(task.id, now - (this.#seconds.get(task.id) ?? now));
    const program = programAt(this.#words, task.to);
    this.#marks.set(task.id, highWaterMark(this.run().machine, task, program));
  }

  #receive(receipt: Receipt): void {
    for (const [at, call] of receipt.calls.entries()) {
      if (call.instructions === 0n) continue; // There is no contract, or it was never begun.
      const task = this.#tasks[at];
      const mark = (task && this.#marks.get(task.id)) ?? NOTHING;
      const seconds = (task && this.#seconds.get(task.id)) ?? 0;
      const { instructions, gasUsed: mostGas } = call;
      this.#uses.push({ ...this.#named(call), calls: 1, instructions, mostGas, seconds, mark });
    }
  }

  #named(call: CallRecord): Pick<FunctionUse, 'contract' | 'name'> {
    const program = programAt(this.#words, call.to);
    const abi = abiAt(this.#words, call.to);
    const names = decodeCalls(abi, call.input)?.map(it => it.called.name) ?? [];
    return {
      contract: program ? programName(program) : formatAddress(call.to, this.resolved.labels),
      name: names.length === 0 ? '(other input)' : names.join('+'),
    };
  }

  get #words(): DescribeContext {
    const { labels, programs } = this.resolved;
    return { labels, programs, state: this.run().state };
  }
}

/** `erc20` of `target/…/debug/erc20`: what scenarios call a program differs from one to the other. */
function programName({ path }: Program): string {
  return path.replace(/^.*[\\/]/, '').replace(/\.(elf|bin)$/, '');
}
