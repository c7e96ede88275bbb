/** The system under the debugger: a chain that runs, and the programs that are in it. */

import type { DescribeContext } from '../chain/describe/context';
import { describeTransaction } from '../chain/describe/receipts';
import type { Receipt } from '../chain/receipt';
import type { ChainRun, Task } from '../chain/run';
import type { ResolvedScenario } from '../chain/scenario/resolve';
import type { Machine } from '../vm/machine';
import { PRIVILEGE, RAM_BASE } from '../vm/machine';
import { Emissions } from './emissions';
import { History } from './history';
import type { Module } from './module';
import type { Sources } from './sources';
import { ownFiles } from './sources';

export interface TargetParts {
  readonly run: ChainRun;
  readonly resolved: ResolvedScenario;
  readonly kernel: Module;
  /** By code hash. */
  readonly contracts: ReadonlyMap<string, Module>;
  readonly sources: Sources;
}

interface TransactionTitle {
  readonly index: number | undefined;
  /** The receipt of the transaction before, or its own. */
  readonly last: Receipt | undefined;
  readonly text: string | undefined;
}

export class Target {
  readonly run: ChainRun;
  readonly history: History;
  readonly emissions: Emissions;
  readonly machine: Machine;
  readonly resolved: ResolvedScenario;
  readonly kernel: Module;
  readonly contracts: ReadonlyMap<string, Module>;
  readonly sources: Sources;
  /**
   * Of the logical frames where the machine stands, innermost first, how many inlined calls the stop was before; undefined
   * where it is for the code to say. See `Standing.ahead`.
   */
  callsAhead: number | undefined;
  /** Position at which each task has begun. */
  readonly taskStarts = new WeakMap<Task, number>();
  readonly #moduleOf = new WeakMap<Task, Module | undefined>();
  #title: TransactionTitle | undefined;

  constructor(parts: TargetParts) {
    this.run = parts.run;
    this.history = new History(parts.run);
    this.emissions = new Emissions(parts.run);
    this.machine = parts.run.machine;
    this.resolved = parts.resolved;
    this.kernel = parts.kernel;
    this.contracts = parts.contracts;
    this.sources = parts.sources;
  }

  /** For the chain's words: labels, programs, and the state as it is committed now. */
  get words(): DescribeContext {
    const { labels, programs, scenario } = this.resolved;
    return { labels, programs, state: this.run.state, rules: scenario.rules };
  }

  /**
   * `alice → token.transfer(to: bob)`: the transaction that runs, or has run last; undefined before the first. Every stop
   * shows it several times. It follows from the receipts before it, and so does the code that its receiver has.
   */
  get transactionTitle(): string | undefined {
    const { transactionIndex: index, receipts } = this.run;
    const last = receipts.at(-1);
    if (index !== this.#title?.index || last !== this.#title?.last) {
      const { transaction } = this.run;
      const text = transaction && describeTransaction(this.words, transaction);
      this.#title = { index, last, text };
    }
    return this.#title?.text;
  }

  /** The kernel first. */
  get modules(): readonly Module[] {
    return [this.kernel, ...this.contracts.values()];
  }

  /** Whether code that is not the contract author's counts as the author's. */
  setJustMyContract(isOn: boolean): void {
    for (const it of this.modules) it.setOwnFiles(ownFiles(it.kind, isOn));
    this.sources.forgetViews();
  }

  /** The innermost live task; undefined between two transactions. */
  get currentTask(): Task | undefined {
    return this.run.tasks.at(-1);
  }

  get isInUserMode(): boolean {
    return this.machine.privilege === PRIVILEGE.USER;
  }

  /** The task whose instructions the hart executes; undefined while the kernel runs. */
  get runningTask(): Task | undefined {
    if (!this.isInUserMode) return undefined;
    const { satp } = this.machine;
    return this.run.tasks.find(it => it.satp === satp);
  }

  callerOf(task: Task): Task | undefined {
    return this.run.tasks.find(it => it.id === task.callerId);
  }

  /** The program that a task executes, and will until it ends; undefined where nobody knows its code. */
  moduleOf(task: Task): Module | undefined {
    if (!this.#moduleOf.has(task)) {
      const { firmware, state } = this.run;
      // A contract may have been made by the very transaction that calls it.
      const hash = firmware.pendingCode.get(task.to) ?? state.codeHash(task.to);
      this.#moduleOf.set(task, this.contracts.get(hash));
    }
    return this.#moduleOf.get(task);
  }

  /** The program at which the hart stands. */
  get runningModule(): Module | undefined {
    if (!this.isInUserMode) return this.kernel;
    const task = this.runningTask;
    return task && this.moduleOf(task);
  }

  /** The program that an address means while the system stands as it does; undefined where no contract is alive. */
  moduleAt(address: number): Module | undefined {
    if (address >= RAM_BASE) return this.kernel;
    const task = this.currentTask;
    return task && this.moduleOf(task);
  }

  labelOf(address: Task['to']): string {
    return this.resolved.labels.get(address) ?? `0x${address}`;
  }
}
