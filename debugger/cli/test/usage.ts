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
  readonly #uses: FunctionUse[] = [];

  constructor(
    private readonly resolved: ResolvedScenario,
    private readonly run: () => ChainRun,
  ) {}

  get observer(): ChainObserver {
    return {
      transactionStarted: () => {
        this.#tasks = [];
        this.#marks.clear();
      },
      taskStarted: it => this.#tasks.push(it),
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
    const program = programAt(this.#words, task.to);
    this.#marks.set(task.id, highWaterMark(this.run().machine, task, program));
  }

  #receive(receipt: Receipt): void {
    for (const [at, call] of receipt.calls.entries()) {
      const task = this.#tasks[at];
      const mark = task && this.#marks.get(task.id);
      this.#uses.push(this.#use(call, mark ?? NOTHING));
    }
  }

  #use(call: CallRecord, mark: HighWaterMark): FunctionUse {
    const program = programAt(this.#words, call.to);
    const abi = abiAt(this.#words, call.to);
    const names = decodeCalls(abi, call.input)?.map(it => it.called.name) ?? [];
    return {
      contract: program ? programName(program) : formatAddress(call.to, this.resolved.labels),
      name: names.length === 0 ? '(other input)' : names.join('+'),
      calls: 1,
      instructions: call.instructions,
      mostGas: call.gasUsed,
      mark,
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
