/** Machines with a program in them, for tests. */

import { CSR } from './csr/addresses';
import { assemble } from './isa/assemble';
import { registerNumber } from './isa/registers';
import { Machine, RAM_BASE, type MachineOptions } from './machine';
import { PMP, PMP_MODE } from './mmu/pmp';

export interface Booted {
  readonly machine: Machine;
  /** The address of a label. */
  at(label: string): number;
  /** A register by name, signed. */
  x(name: string): number;
  /** The word at a label. */
  word(label: string): number;
}

/** One region over everything, as a firmware sets it before it lets any other mode run. */
export function openMemory(machine: Machine): void {
  machine.writeCsr(CSR.PMPADDR0, -1);
  machine.writeCsr(CSR.PMPCFG0, PMP_MODE.NAPOT | PMP.R | PMP.W | PMP.X);
}

/**
 * Loads a program at the start of RAM; pc is there, in machine mode, or in supervisor mode with a firmware.
 * All modes may touch all memory.
 */
export function boot(program: string, options: MachineOptions = {}): Booted {
  const machine = new Machine({ ramBytes: 1 << 20, ...options });
  const { bytes, symbols } = assemble(program, RAM_BASE);
  machine.writePhysical(RAM_BASE, bytes);
  openMemory(machine);
  const at = (label: string) => symbols.get(label) ?? NaN;
  return {
    machine,
    at,
    x: name => machine.registers[registerNumber(name) ?? NaN] ?? NaN,
    word(label) {
      const [a = 0, b = 0, c = 0, d = 0] = machine.readPhysical(at(label), 4) ?? [];
      return a | (b << 8) | (c << 16) | (d << 24);
    },
  };
}
