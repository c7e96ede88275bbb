/** Machines with a program in them, for tests. */

import { assemble } from './isa/assemble';
import { registerNumber } from './isa/registers';
import { Machine, RAM_BASE, type MachineOptions } from './machine';

export interface Booted {
  readonly machine: Machine;
  /** The address of a label. */
  at(label: string): number;
  /** A register by name, signed. */
  x(name: string): number;
  /** The word at a label. */
  word(label: string): number;
}

/** Loads a program at the start of RAM; pc is there, in machine mode, or in supervisor mode with a firmware. */
export function boot(program: string, options: MachineOptions = {}): Booted {
  const machine = new Machine({ ramBytes: 1 << 20, ...options });
  const { bytes, symbols } = assemble(program, RAM_BASE);
  machine.writePhysical(RAM_BASE, bytes);
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
