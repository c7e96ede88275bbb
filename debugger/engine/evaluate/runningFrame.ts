/** Where the hart stands as a frame, of which no more is looked up than an expression asks for. */

import type { Task } from '../../chain/run';
import type { FunctionFrame } from '../../dwarf/frames';
import type { Frame } from '../frame';
import type { Module } from '../module';
import type { RegisterPlaces } from '../registerPlace';
import type { Standing } from '../standing';
import { hartStanding } from '../standing';
import type { Target } from '../target';
import { unwind } from '../unwinding';

/**
 * @param atTrap stopped right after a trap: the contract's registers are still all there
 * @param depth index among the logical frames there, 0 innermost; without it, that of the frame which the stack shows
 */
export function runningFrame(target: Target, atTrap = false, depth?: number): Frame {
  const standing = hartStanding(target, atTrap);
  return new RunningFrame(target, standing, depth ?? standing.ahead);
}

class RunningFrame implements Frame {
  readonly id = 0;
  readonly pc: number;
  readonly lookupPc: number;
  readonly module: Module | undefined;
  readonly task: Task | undefined;
  readonly satp: number;

  constructor(
    private readonly target: Target,
    private readonly standing: Standing,
    readonly depth: number,
  ) {
    this.pc = standing.pc;
    this.lookupPc = standing.pc;
    this.module = standing.module;
    this.task = standing.task;
    this.satp = standing.satp;
  }

  get kind(): Frame['kind'] {
    return this.task === undefined ? 'kernel' : 'contract';
  }

  get name(): string {
    return this.function?.name ?? '';
  }

  get function(): FunctionFrame | undefined {
    return this.module?.framesAt(this.pc)[this.depth];
  }

  get cfa(): number | undefined {
    const [frame] = unwind(this.target.machine, this.standing);
    return frame?.cfa;
  }

  registers(number: number): number | undefined {
    return this.standing.registers(number);
  }

  registerPlaces(number: number): RegisterPlaces {
    return this.standing.registerPlaces(number);
  }
}
