/** Ways that steps take: over calls and over the kernel, out of functions and out of contracts. */

import type { Task } from '../chain/run';
import type { CodePlace } from './codePlace';
import type { Module } from './module';
import type { Move } from './moves';
import { FREE } from './moves';
import type { Standing } from './standing';
import { hartStanding } from './standing';
import type { Target } from './target';
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
  /** The instruction has trapped, and the kernel is about to see to it. */
  readonly isTrapped: boolean;
}

/** @param atTrap as of `hartStanding` */
export function hereAt(target: Target, atTrap = false): Here {
  const standing = hartStanding(target, atTrap);
  const { module, task, pc } = standing;
  return {
    standing,
    module,
    task,
    pc,
    sp: standing.registers(SP) ?? 0,
    place: module?.placeAt(pc),
    isTrapped: atTrap && !target.isInUserMode,
  };
}

/** To the instruction after the one here, whatever it does in between. */
export function over({ module, task, pc, sp, place }: Here): Move {
  const address = pc + (place?.length ?? 4);
  return { kind: 'run', stops: [{ module, task, address, minSp: sp }] };
}

/** To the return address of a function in which nothing has run yet. */
export function outOfEntry(here: Here): Move {
  const { module, task, sp, standing } = here;
  const address = standing.registers(RA);
  if (address === undefined || address === 0) return FREE;
  return { kind: 'run', stops: [{ module, task, address, minSp: sp }] };
}

/**
 * To the nearest caller that is accepted: in the same activation, else in the one that called it. Where nobody is
 * left to return to, the run goes on.
 */
export function out(target: Target, here: Here, accepts: (place: CodePlace) => boolean): Move {
  const { standing, module, task } = here;
  let sp = here.sp;
  let isCaller = false;
  for (const frame of unwind(target.machine, standing)) {
    const place = module?.placeAt(frame.lookupPc);
    if (isCaller && place !== undefined && accepts(place)) {
      return { kind: 'run', stops: [{ module, task, address: frame.pc, minSp: sp }] };
    }
    sp = frame.cfa ?? sp;
    isCaller = true;
  }
  return outOfActivation(target, task);
}

/** From the kernel back to the contract; from a contract to the one that called it. */
function outOfActivation(target: Target, task: Task | undefined): Move {
  const caller = task === undefined ? target.currentTask : target.callerOf(task);
  return caller === undefined ? FREE : { kind: 'reenter', task: caller };
}
