/** Does one instruction on a machine of its own, to say what it should have done. */

import { InvariantError } from '../shared/errors';
import type { GuestInstruction } from '../vm/isa/guestInstruction';
import { traits } from '../vm/isa/instruction';
import { Machine, RAM_BASE } from '../vm/machine';

/** Unknown registers are undefined. */
export type KnownRegisters = readonly (number | undefined)[];

export interface Rehearsed {
  /** What rd becomes; undefined where nobody can tell, and for x0. */
  readonly value: number | undefined;
  /** Where the next instruction is; undefined where nobody can tell. */
  readonly next: number | undefined;
}

const RAM_BYTES = 0x1000;
const RA_BITS = 0xffffffff;

export class Rehearsal {
  readonly #machine = new Machine({ ramBytes: RAM_BYTES });
  /** The word that lies at the beginning of the memory. */
  #word: number | undefined;

  /** Of an instruction without an effect on memory, mode or CSRs. What is relative to pc is so here too. */
  run({ word, row, rd, rs1, rs2 }: GuestInstruction, pc: number, known: KnownRegisters): Rehearsed {
    const unknown = { value: undefined, next: undefined };
    if (row === undefined) return unknown;
    const { memory, price } = traits(row);
    const after = (pc + (isShortWord(word) ? 2 : 4)) >>> 0;
    if (memory !== 'none') return { value: undefined, next: after };
    if (price === 'system') return unknown;
    const [a, b] = [known[rs1], known[rs2]];
    if (a === undefined || b === undefined) {
      // A link does not depend on where the jump goes.
      if (price === 'jump') return { value: rd === 0 ? undefined : after, next: undefined };
      return { value: undefined, next: price === 'branch' ? undefined : after };
    }
    const machine = this.#with(word);
    machine.registers[rs1] = a;
    machine.registers[rs2] = b;
    machine.registers[0] = 0;
    machine.pc = RAM_BASE;
    if (machine.run(1) !== 'budget') throw new InvariantError(`rehearsal of ${word.toString(16)}`);
    const shift = pc - RAM_BASE;
    const isRelative = row.name === 'auipc' || price === 'jump';
    const result = machine.registers[rd] ?? 0;
    const isAbsolute = row.name === 'jalr';
    return {
      value: rd === 0 ? undefined : (result + (isRelative ? shift : 0)) >>> 0,
      next: isAbsolute ? machine.pc : (machine.pc + shift) >>> 0,
    };
  }

  #with(word: number): Machine {
    const machine = this.#machine;
    if (this.#word !== word) {
      const bytes = Uint8Array.of(word, word >>> 8, word >>> 16, (word & RA_BITS) >>> 24);
      machine.writePhysical(RAM_BASE, bytes);
      this.#word = word;
    }
    return machine;
  }
}

function isShortWord(word: number): boolean {
  return (word & 3) !== 3;
}
