/** Physical frames of one program, innermost first, by its unwind tables. [DWARF5 §6.4] */

import type { Machine } from '../vm/machine';
import { findCaller } from './lostCaller';
import type { Standing } from './standing';

export interface PhysicalFrame {
  readonly pc: number;
  /** pc, or in a caller an address inside the call instruction. */
  readonly lookupPc: number;
  readonly cfa: number | undefined;
  registers(number: number): number | undefined;
}

/** Runaway recursion ends at the guard page after less than this. */
const MAX_FRAMES = 8192;
const RA = 1;
const SP = 2;

export function* unwind(machine: Machine, standing: Standing): Generator<PhysicalFrame> {
  const { module, satp } = standing;
  let pc = standing.pc;
  let lookupPc = pc;
  let { registers } = standing;
  const readWord = wordReader(machine, satp);
  for (let count = 0; count < MAX_FRAMES; count++) {
    const caller = module?.unwind(lookupPc, registers, readWord);
    yield { pc, lookupPc, cfa: caller?.cfa, registers };
    if (caller === undefined) {
      const jumper = count === 0 ? wildJump(standing) : undefined;
      if (jumper === undefined) return;
      [pc, lookupPc] = [jumper, jumper - 1];
      continue;
    }
    const { returnAddress, cfa } = caller;
    if (returnAddress === undefined || returnAddress === 0) return;
    if (count > 0 && returnAddress === pc && module !== undefined) {
      // ra still holds what the call in this frame put there: it was never saved.
      const callerRegisters = (number: number) => caller.registers.get(number);
      const sp = standing.registers(SP) ?? 0;
      const found = findCaller({ module, lookupPc, cfa, sp, registers: callerRegisters, readWord });
      if (found === undefined) return;
      pc = found.returnAddress;
      lookupPc = found.isExact ? pc - 1 : (module.framesAt(pc - 1).at(-1)?.lowPc ?? pc - 1);
      registers = number =>
        number === 0 ? 0 : number === RA ? found.returnAddress : callerRegisters(number);
      continue;
    }
    // A stack that does not rise is a broken one, or one that somebody writes on purpose.
    const sp = registers(SP);
    if (count > 0 && sp !== undefined && cfa <= sp) return;
    [pc, lookupPc] = [returnAddress >>> 0, (returnAddress - 1) >>> 0];
    registers = number => (number === 0 ? 0 : caller.registers.get(number));
  }
}

/** A call of an address without code left its return address in ra and changed nothing else. */
function wildJump({ module, pc, registers }: Standing): number | undefined {
  const ra = registers(RA);
  if (module === undefined || ra === undefined || module.codeAt(pc, 2).length > 0) return undefined;
  return module.codeAt(ra, 2).length > 0 ? ra : undefined;
}

function wordReader(machine: Machine, satp: number): (address: number) => number | undefined {
  return address => {
    const bytes = machine.readVirtual(address, 4, satp);
    if (bytes.length < 4) return undefined;
    return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  };
}
