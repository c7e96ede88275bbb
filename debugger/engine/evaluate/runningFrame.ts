/** Where the hart stands as a frame, of which no more is unwound than an expression asks for. */

import type { Frame } from '../frame';
import { hartStanding } from '../standing';
import type { Target } from '../target';
import { unwind } from '../unwinding';

/** @param atTrap stopped right after a trap: the contract's registers are still all there */
export function runningFrame(target: Target, atTrap = false): Frame {
  const standing = hartStanding(target, atTrap);
  const { task, module, satp, pc, registers } = standing;
  const logical = module?.framesAt(pc)[0];
  return {
    id: 0,
    kind: task === undefined ? 'kernel' : 'contract',
    name: logical?.name ?? '',
    task,
    module,
    satp,
    pc,
    lookupPc: pc,
    get cfa() {
      const [frame] = unwind(target.machine, standing);
      return frame?.cfa;
    },
    function: logical,
    depth: 0,
    registers,
  };
}
