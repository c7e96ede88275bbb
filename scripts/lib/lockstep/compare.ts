/** A program on QEMU and on our machine, compared after every instruction. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { disassemble } from '../../../debugger/vm/isa/disassemble';
import { Machine, RAM_BASE } from '../../../debugger/vm/machine';
import { KNOWN } from './known';
import { imageOf, type Program } from './program';
import { followQemu } from './qemuLog';
import { nameOf, readState, STATE_WORDS } from './states';

const RAM_BYTES = 16 << 20;
/** Instructions after which a program is taken to run in circles, which both do alike. */
const ENOUGH = 30_000;
const FETCH_FAULTS = [1, 12];

export interface Comparison {
  /** Instructions after which both were in the same state. */
  readonly instructions: number;
  /** The program came to its end, and did not run in circles. */
  readonly hasEnded: boolean;
  readonly mismatch: Mismatch | undefined;
}

export interface Mismatch {
  /** Of instructions that went well. */
  readonly after: number;
  /** The instruction that was executed in different ways, and where it is. */
  readonly instruction: string;
  readonly pc: number;
  readonly words: readonly {
    readonly name: string;
    readonly ours: number;
    readonly theirs: number;
  }[];
}

export async function compareRuns(program: Program): Promise<Comparison> {
  const image = imageOf(program);
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-'));
  try {
    const path = join(folder, 'image.bin');
    writeFileSync(path, image);
    const lockstep = new Lockstep(image);
    await followQemu(path, state => lockstep.see(state));
    return lockstep.result();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

class Lockstep {
  readonly #machine = new Machine({ ramBytes: RAM_BYTES });
  readonly #ours = new Uint32Array(STATE_WORDS);
  readonly #last = new Uint32Array(STATE_WORDS);
  #isStarted = false;
  #instructions = 0;
  #mismatch: Mismatch | undefined;
  #hasEnded = false;

  constructor(image: Uint8Array) {
    this.#machine.writePhysical(RAM_BASE, image);
    this.#machine.stopOnTrap = true;
  }

  /** QEMU's state before its next instruction. False once that is enough. */
  see(theirs: Uint32Array): boolean {
    if (!this.#isStarted) {
      if (theirs[0] !== RAM_BASE) return true; // QEMU's own boot code.
      this.#isStarted = true;
      // What that code leaves in the registers.
      for (let at = 1; at < 32; at += 1) this.#machine.registers[at] = theirs[at] ?? 0;
      return true;
    }
    // A line that is there twice: an interrupt request sent QEMU back to look before it executed anything.
    if (areEqual(theirs, this.#last)) return true;
    this.#last.set(theirs);
    const { pc } = this.#machine;
    const stop = this.#machine.run(1);
    // The log has no line for an instruction that an interrupt comes before, or that cannot be fetched.
    while (!this.#agrees(theirs) && this.#isTrapWithoutLine()) this.#machine.run(1);
    if (!this.#agrees(theirs)) {
      this.#mismatch = {
        after: this.#instructions,
        instruction: this.#instructionAt(pc),
        pc,
        words: this.#differing(theirs),
      };
      return false;
    }
    this.#instructions += 1;
    if (stop === 'finished') this.#hasEnded = true;
    return this.#instructions < ENOUGH && stop !== 'finished';
  }

  result(): Comparison {
    // The last instruction of a good program switches QEMU off, and nothing is logged after it.
    const isLast = this.#mismatch === undefined && this.#machine.run(1) === 'finished';
    return {
      instructions: this.#instructions,
      hasEnded: this.#hasEnded || isLast,
      mismatch: this.#mismatch,
    };
  }

  /** Whether the next step is one; it is not made. */
  #isTrapWithoutLine(): boolean {
    const snapshot = this.#machine.snapshot();
    const isTrap = this.#machine.run(1) === 'trap';
    const { interrupt, cause, epc, tval } = this.#machine.lastTrap;
    const { pc } = this.#machine;
    this.#machine.restore(snapshot);
    // A handler that cannot be fetched either would be one without end.
    return isTrap && (interrupt || FETCH_FAULTS.includes(cause)) && pc !== epc && pc !== tval;
  }

  #agrees(theirs: Uint32Array): boolean {
    readState(this.#machine, this.#ours);
    return (
      areEqual(this.#ours, theirs) ||
      KNOWN.some(it => it.explains(this.#machine, this.#ours, theirs))
    );
  }

  #differing(theirs: Uint32Array): Mismatch['words'] {
    readState(this.#machine, this.#ours);
    return [...this.#ours.keys()]
      .filter(at => this.#ours[at] !== theirs[at])
      .map(at => ({ name: nameOf(at), ours: this.#ours[at] ?? 0, theirs: theirs[at] ?? 0 }));
  }

  /** What stands there now: it may have rewritten itself. */
  #instructionAt(pc: number): string {
    const bytes = this.#machine.readVirtual(pc, 4);
    const { mnemonic, operands } = disassemble(bytes, pc);
    return `${mnemonic} ${operands}`.trim();
  }
}

function areEqual(a: Uint32Array, b: Uint32Array): boolean {
  for (let at = 0; at < STATE_WORDS; at += 1) if (a[at] !== b[at]) return false;
  return true;
}
