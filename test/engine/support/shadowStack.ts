/**
 * Stacks kept from what a system executes, instruction by instruction: a call pushes, a return pops, and nothing that
 * a compiler says of its code is read. What the engine unwinds is compared with it.
 */

import type { Task } from '../../../debugger/chain/run';
import type { Module } from '../../../debugger/engine/module';
import { hartStanding, suspendedStanding } from '../../../debugger/engine/standing';
import type { Standing } from '../../../debugger/engine/standing';
import type { Target } from '../../../debugger/engine/target';
import { unwind } from '../../../debugger/engine/unwinding';
import { hex32 } from '../../../debugger/shared/hex';
import type { GuestInstruction } from '../../../debugger/vm/isa/guestInstruction';
import { firstInstruction } from '../../../debugger/vm/isa/guestInstruction';

const RA = 1;
const SP = 2;
const T0 = 5;

/** gp, tp and s0 to s11: what a function gives back as it got it. [psABI integer register convention] */
const KEPT = [3, 4, 8, 9, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27];

const CROSSINGS = ['trap_entry', 'user_run'];

/** A call that has not returned. */
interface Call {
  readonly returnAddress: number;
  readonly sp: number;
  /** Of `KEPT`, at the call. */
  readonly kept: readonly number[];
}

export interface Difference {
  readonly where: string;
  readonly expected: string;
  readonly found: string;
}

export interface ShadowCounts {
  /** Instructions at which the stack was compared. */
  instructions: number;
  frames: number;
  /** Registers of callers that were told, all of them rightly, and that were said not to be known. */
  toldRegisters: number;
  untoldRegisters: number;
  deepest: number;
}

export class ShadowStack {
  readonly counts: ShadowCounts = {
    instructions: 0,
    frames: 0,
    toldRegisters: 0,
    untoldRegisters: 0,
    deepest: 0,
  };
  /** The first of each place. */
  readonly differences = new Map<string, Difference>();
  readonly #kernel: Call[] = [];
  readonly #tasks = new Map<Task, Call[]>();
  readonly #code = new Map<Module | undefined, Map<number, GuestInstruction | undefined>>();

  constructor(private readonly target: Target) {}

  /** Executes one instruction and takes down whether it called or returned. */
  step(): ReturnType<Target['run']['run']> {
    const { machine, run } = this.target;
    const { privilege, pc } = machine;
    const calls = this.#calls();
    const instruction = this.#instructionAt(pc);
    const sp = this.#register(SP);
    const stop = run.run(1);
    this.#isChanged = privilege !== machine.privilege;
    if (instruction !== undefined && !this.#isChanged) this.#follow(calls, instruction, pc, sp);
    return stop;
  }

  /** The last instruction called, returned or crossed. */
  #isChanged = true;

  /**
   * Compares what runs at this moment with what the engine makes of it, and the tasks that wait as often as they or
   * what is known of them can change: at calls, returns and crossings, and all the while their registers are moved.
   */
  compare(): void {
    const { target } = this;
    this.counts.instructions++;
    this.#compare(hartStanding(target, false), this.#calls());
    if (!this.#isChanged && !this.#isCrossing()) return;
    const running = target.runningTask;
    for (const task of target.run.tasks) if (task !== running) this.#compareTask(task);
  }

  /** The kernel's assembly between it and a contract. */
  #isCrossing(): boolean {
    const { kernel, machine, isInUserMode } = this.target;
    if (isInUserMode) return false;
    return CROSSINGS.some(it => {
      const { value = 0, size = 0 } = kernel.symbols.named(it) ?? {};
      return machine.pc >= value && machine.pc < value + size;
    });
  }

  #compareTask(task: Task): void {
    this.#compare(suspendedStanding(this.target, task), this.#callsOf(task));
  }

  #compare(standing: Standing, calls: readonly Call[]): void {
    let depth = 0;
    let found = '';
    for (const { pc, registers } of unwind(this.target.machine, standing)) {
      const call = calls[calls.length - depth];
      const expected = depth === 0 ? standing.pc : call?.returnAddress;
      if (expected === undefined) {
        this.#differ(standing, depth, 'the end', hex32(pc));
        return;
      }
      if (pc !== expected) {
        this.#differ(standing, depth, hex32(expected), hex32(pc));
        return;
      }
      // Deeper frames are as they were, until a call or a return.
      const isNew = depth === 1 || (depth > 1 && this.#isChanged);
      if (call !== undefined && isNew) found = this.#registersDiffer(call, registers);
      if (found !== '') {
        this.#differ(standing, depth, 'registers as at the call', found);
        return;
      }
      depth++;
    }
    this.counts.frames += depth;
    this.counts.deepest = Math.max(this.counts.deepest, depth);
    if (depth > calls.length) return;
    const missing = calls[calls.length - depth]?.returnAddress ?? 0;
    this.#differ(standing, depth, hex32(missing), 'the end');
  }

  #registersDiffer({ sp, kept }: Call, registers: Standing['registers']): string {
    if (registers(SP) !== sp) return `sp ${String(registers(SP))}, not ${sp}`;
    for (const [at, number] of KEPT.entries()) {
      const value = registers(number);
      if (value === undefined) this.counts.untoldRegisters++;
      else if (value !== kept[at]) return `x${number} ${hex32(value)}, not ${hex32(kept[at] ?? 0)}`;
      else this.counts.toldRegisters++;
    }
    return '';
  }

  #differ(standing: Standing, depth: number, expected: string, found: string): void {
    const { module, pc } = standing;
    const symbol = module?.symbols.at(pc);
    const where = `${module?.name ?? '?'} ${symbol?.name ?? '?'}+${symbol?.offset ?? 0}`;
    const key = `${where} frame ${depth}`;
    if (this.differences.has(key)) return;
    this.differences.set(key, { where: `${key} at ${hex32(pc)}`, expected, found });
  }

  #follow(calls: Call[], instruction: GuestInstruction, pc: number, sp: number): void {
    const { row, rd, length } = instruction;
    const name = row?.name;
    if (name !== 'jal' && name !== 'jalr') return;
    if (rd === RA || rd === T0) {
      const kept = KEPT.map(it => this.#register(it));
      this.#isChanged = true;
      calls.push({ returnAddress: (pc + length) >>> 0, sp, kept });
      return;
    }
    const top = calls.at(-1);
    if (name === 'jalr' && top !== undefined && top.returnAddress === this.target.machine.pc) {
      this.#isChanged = true;
      calls.pop();
    }
  }

  #calls(): Call[] {
    const { isInUserMode, runningTask } = this.target;
    if (!isInUserMode || runningTask === undefined) return this.#kernel;
    return this.#callsOf(runningTask);
  }

  #callsOf(task: Task): Call[] {
    let calls = this.#tasks.get(task);
    if (calls === undefined) this.#tasks.set(task, (calls = []));
    return calls;
  }

  #instructionAt(pc: number): GuestInstruction | undefined {
    const { runningModule: module, machine } = this.target;
    let known = this.#code.get(module);
    if (known === undefined) this.#code.set(module, (known = new Map()));
    if (!known.has(pc)) known.set(pc, firstInstruction(machine.readVirtual(pc, 4)));
    return known.get(pc);
  }

  #register(number: number): number {
    return (this.target.machine.registers[number] ?? 0) >>> 0;
  }
}
