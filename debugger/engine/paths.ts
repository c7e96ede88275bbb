/** Ways that steps take: over calls and over the kernel, out of functions and out of contracts. */

import type { Task } from '../chain/run';
import type { CodePlace } from './codePlace';
import { codePlaceAt } from './codePlace';
import type { Module } from './module';
import type { Reentry, RunMove } from './moves';
import type { Standing } from './standing';
import { hartStanding, isInTrapEntry } from './standing';
import type { Target } from './target';
import type { PhysicalFrame } from './unwinding';
import { unwind } from './unwinding';

const RA = 1;
const SP = 2;

/** Where a step stands at the moment. */
export interface Here {
  readonly standing: Standing;
  readonly module: Module | undefined;
  readonly task: Task | undefined;
  readonly pc: number;
  readonly sp: number;
  readonly place: CodePlace | undefined;
  /** Before an inlined call of the author's, which a step into enters without running anything. */
  readonly isBeforeCall: boolean;
  /** The instruction has trapped, and the kernel is about to see to it. */
  readonly isTrapped: boolean;
}

/** @param atTrap as of `hartStanding` */
export function hereAt(target: Target, atTrap = false): Here {
  const standing = hartStanding(target, atTrap);
  const { module, task, pc, ahead } = standing;
  const isBeforeCall = module !== undefined && ahead > module.callsAheadAt(pc);
  return {
    standing,
    module,
    task,
    pc,
    sp: standing.registers(SP) ?? 0,
    place: isBeforeCall ? codePlaceAt(module, pc, ahead) : module?.placeAt(pc),
    isBeforeCall,
    isTrapped: atTrap && !target.isInUserMode,
  };
}

/** To the instruction after the one here, whatever it does in between. */
export function over({ module, task, pc, sp, place }: Here): RunMove {
  const address = pc + (place?.length ?? 4);
  const isHelper = place?.kind === 'helper';
  return { kind: 'run', stops: [{ module, task, address, ...(!isHelper && { minSp: sp }) }] };
}

/** To the return address of a function in which nothing has run yet; undefined where it has none. */
export function outOfEntry({ module, task, sp, standing }: Here): RunMove | undefined {
  const address = standing.registers(RA);
  if (address === undefined || address === 0) return undefined;
  return { kind: 'run', stops: [{ module, task, address, minSp: sp }] };
}

/**
 * To the caller of the physical function: in the same activation, else in the one that called it; undefined where
 * nobody is left to return to.
 */
export function out(
  target: Target,
  { standing, module, task, sp }: Here,
): RunMove | Reentry | undefined {
  const [frame, caller] = firstTwo(unwind(target.machine, standing));
  // Whoever has just come into the kernel wants to go back, and not to where the kernel waited.
  if (caller !== undefined && !isInTrapEntry(target)) {
    const minSp = frame?.cfa ?? sp;
    return { kind: 'run', stops: [{ module, task, address: caller.pc, minSp }] };
  }
  // From the kernel back to the contract; from a contract to the one that called it.
  const waiting = task === undefined ? target.currentTask : target.callerOf(task);
  return waiting && { kind: 'reenter', task: waiting };
}

function firstTwo(frames: Iterable<PhysicalFrame>): PhysicalFrame[] {
  const first: PhysicalFrame[] = [];
  for (const frame of frames) {
    first.push(frame);
    if (first.length === 2) break;
  }
  return first;
}
