/** Where the hart stands as a frame, of which no more is unwound than an expression asks for. */

import type { Frame } from '../frame';
import { hartStanding } from '../standing';
import type { Target } from '../target';

/** @param atTrap stopped right after a trap: the contract's registers are still all there */
export function runningFrame(target: Target, atTrap = false): Frame {
  const { task, module, satp, pc, registers } = hartStanding(target, atTrap);
  const { machine } = target;
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
      const readWord = (address: number): number | undefined => {
        const bytes = machine.readVirtual(address, 4, satp);
        if (bytes.length < 4) return undefined;
        return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
      };
      return module?.unwind(pc, registers, readWord)?.cfa;
    },
    function: logical,
    depth: 0,
    registers,
  };
}
