/** Machines in user mode behind a page table, for tests. */

import { CSR } from './csr/addresses';
import { assemble } from './isa/assemble';
import { Machine, RAM_BASE, type MachineOptions } from './machine';
import { PTE } from './mmu/sv32';

const { V, R, W, X, U, A, D } = PTE;
export const ROOT = RAM_BASE + 0x8000;
export const SECOND = RAM_BASE + 0x9000;
export const SATP = (0x80000000 + ROOT / 4096) >>> 0;
export const CODE = V | R | X | U | A;
export const DATA = V | R | W | U | A | D;

/** Virtual pages below 4 MiB by number, to physical pages of RAM by number, with flags. */
export type Mapping = readonly (readonly [vpage: number, ramPage: number, flags: number])[];

export function word(value: number): Uint8Array {
  return Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24);
}

export function map(machine: Machine, mapping: Mapping): void {
  machine.writePhysical(ROOT, word(((SECOND / 4096) << 10) | V));
  for (const [vpage, ramPage, flags] of mapping) {
    machine.writePhysical(SECOND + vpage * 4, word(((RAM_BASE / 4096 + ramPage) << 10) | flags));
  }
}

/**
 * A machine in user mode at 0x1000, whose supervisor has no handlers: an sret at RAM_BASE is all it has.
 * @param code is assembled for 0x1000, wherever it is mapped
 */
export function inUserMode(
  mapping: Mapping,
  code: readonly (readonly [ramPage: number, text: string])[],
  options: MachineOptions = {},
): Machine {
  const machine = new Machine({ ramBytes: 1 << 20, firmware: true, ...options });
  map(machine, mapping);
  for (const [ramPage, text] of code) {
    machine.writePhysical(RAM_BASE + ramPage * 4096, assemble(text, 0x1000).bytes);
  }
  machine.writePhysical(RAM_BASE, assemble('sret', RAM_BASE).bytes);
  machine.writeCsr(CSR.SEPC, 0x1000);
  machine.writePhysical(ROOT + 4 * 0x200, word(((RAM_BASE / 4096) << 10) | V | R | X | A)); // The sret itself.
  machine.writeCsr(CSR.SATP, SATP);
  machine.stopOnUserEntry = true;
  machine.run(1);
  machine.stopOnUserEntry = false;
  machine.stopOnTrap = true;
  return machine;
}
