/** What is compared after every instruction, as QEMU's log has it, and from our machine. */

import { CSR } from '../../../debugger/vm/csr/addresses';
import type { Machine } from '../../../debugger/vm/machine';

/** pc, x1 to x31, then these. */
export const COMPARED_CSRS = [
  'mstatus',
  'mip',
  'mie',
  'mideleg',
  'medeleg',
  'mtvec',
  'stvec',
  'mepc',
  'sepc',
  'mcause',
  'scause',
  'mtval',
  'stval',
  'mscratch',
  'sscratch',
  'satp',
] as const;

export const REGISTERS = 32;
/** Words in a state: pc in the place of x0. */
export const STATE_WORDS = REGISTERS + COMPARED_CSRS.length;

const ADDRESSES = COMPARED_CSRS.map(it => CSR[it.toUpperCase() as keyof typeof CSR]);

export function nameOf(word: number): string {
  if (word === 0) return 'pc';
  return word < REGISTERS ? `x${word}` : (COMPARED_CSRS[word - REGISTERS] ?? '');
}

export function wordOfCsr(name: (typeof COMPARED_CSRS)[number]): number {
  return REGISTERS + COMPARED_CSRS.indexOf(name);
}

/** Writes the machine's state over `into`. */
export function readState(machine: Machine, into: Uint32Array): void {
  into.set(machine.registers);
  into[0] = machine.pc;
  for (const [at, address] of ADDRESSES.entries()) into[REGISTERS + at] = machine.readCsr(address);
}

/** Makes the machine's word what the state says. */
export function adopt(machine: Machine, word: number, value: number): void {
  if (word === 0) machine.pc = value;
  else if (word < REGISTERS) machine.registers[word] = value;
  else machine.writeCsr(ADDRESSES[word - REGISTERS] ?? 0, value);
}
