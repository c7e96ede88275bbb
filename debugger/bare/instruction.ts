/** The instruction at which a guest stands. */

import { readInstruction, type GuestInstruction } from '../vm/isa/guestInstruction';
import { isShort } from '../vm/isa/instruction';
import type { Machine } from '../vm/machine';

export type { GuestInstruction } from '../vm/isa/guestInstruction';

/** The instruction at pc; undefined where it cannot be fetched. */
export function instructionAt(machine: Machine): GuestInstruction | undefined {
  const low = readHalf(machine, machine.pc);
  if (low === undefined || isShort(low)) return low === undefined ? low : readInstruction(low);
  const high = readHalf(machine, (machine.pc + 2) >>> 0);
  return high === undefined ? undefined : readInstruction((low | (high << 16)) >>> 0);
}

function readHalf(machine: Machine, vaddr: number): number | undefined {
  const paddr = machine.translate(vaddr, 'fetch');
  const bytes = paddr === undefined ? undefined : machine.readPhysical(paddr, 2);
  return bytes === undefined ? undefined : (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
}
