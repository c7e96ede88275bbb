/** A line per step: for reading, or for comparing with another machine's. */

import { disassemble } from '../vm/isa/disassemble';
import { REGISTER_NAMES } from '../vm/isa/registers';
import { traits } from '../vm/isa/instruction';
import { trapName } from '../vm/isa/traps';
import type { SymbolTable } from '../elf/symbolTable';
import type { Machine, RunStop } from '../vm/machine';
import { privilegeName } from '../vm/machine';
import { findCsr } from '../vm/csr/registers';
import { instructionAt, type GuestInstruction } from './instruction';

/**
 * `text` has positions, symbols and disassembly. `commits` has a line per retired instruction, in the form and the
 * columns of Spike's `--log-commits`, so that `diff` shows where two machines part.
 */
export type TraceFormat = 'text' | 'commits';

/** What is known before a step, because the step may change it. */
interface Before {
  readonly position: number;
  readonly pc: number;
  readonly privilege: Machine['privilege'];
  readonly instruction: GuestInstruction | undefined;
  /** Virtual address of a load, store or atomic. */
  readonly address: number | undefined;
  /** What a store stores, before it is cut to its width. */
  readonly value: number;
}

/** Bytes that a store or load moves, by the last letters of its name. */
const WIDTHS: Readonly<Record<string, number>> = { b: 2, h: 4, w: 8 };

export class Tracer {
  constructor(
    private readonly machine: Machine,
    private readonly format: TraceFormat,
    private readonly write: (line: string) => void,
    private readonly symbols?: SymbolTable,
  ) {}

  /** Does one step by `run`, and writes what it did. */
  step(run: () => RunStop): RunStop {
    const before = this.#look();
    const stop = run();
    if (this.machine.position === before.position) return stop;
    if (this.format === 'text') this.write(this.#text(before, stop));
    else if (stop !== 'trap') this.write(this.#commit(before));
    return stop;
  }

  #look(): Before {
    const { machine } = this;
    const { position, pc, privilege, registers } = machine;
    const instruction = instructionAt(machine);
    const row = instruction?.row;
    const memory = row === undefined ? 'none' : traits(row).memory;
    const base = registers[instruction?.rs1 ?? 0] ?? 0;
    const offset = memory === 'atomic' ? 0 : (instruction?.imm ?? 0);
    return {
      position,
      pc,
      privilege,
      instruction,
      address: memory === 'none' ? undefined : (base + offset) >>> 0,
      value: registers[instruction?.rs2 ?? 0] ?? 0,
    };
  }

  /** `position privilege pc word mnemonic operands  register=value [address]`, or the trap that came instead. */
  #text(before: Before, stop: RunStop): string {
    const { position, pc, privilege, instruction, address } = before;
    const head = `${String(position).padStart(9)} ${privilegeName(privilege)} ${digits(pc, 8)}`;
    const trap = stop === 'trap' ? this.#trapText() : '';
    if (this.machine.lastTrap.interrupt && stop === 'trap') return `${head} ${trap}`;
    if (instruction === undefined) return `${head} ${trap}`;
    const word = digits(instruction.word, instruction.length * 2).padEnd(8);
    const place = this.symbols?.at(pc);
    const symbol = place?.offset === 0 ? ` <${place.name}>` : '';
    const effects = trap === '' ? this.#effects(instruction, address) : `  ${trap}`;
    return `${head} ${word} ${this.#code(instruction, pc).padEnd(32)}${effects}${symbol}`.trimEnd();
  }

  #code({ word, length }: GuestInstruction, pc: number): string {
    const bytes = Uint8Array.of(word, word >>> 8, word >>> 16, word >>> 24).subarray(0, length);
    const names = (at: number) => {
      const place = this.symbols?.at(at);
      return place?.offset === 0 ? place.name : undefined;
    };
    const { mnemonic, operands } = disassemble(bytes, pc, names);
    return `${mnemonic.padEnd(8)} ${operands}`;
  }

  #effects({ row, rd }: GuestInstruction, address: number | undefined): string {
    const written = rd === 0 || row === undefined ? '' : `  ${this.#register(rd)}`;
    return address === undefined ? written : `${written}  [${digits(address, 8)}]`;
  }

  #register(rd: number): string {
    return `${REGISTER_NAMES[rd] ?? ''}=${digits(this.machine.registers[rd] ?? 0, 8)}`;
  }

  #trapText(): string {
    const { cause, interrupt, tval } = this.machine.lastTrap;
    return `** ${trapName(cause, interrupt)}, tval ${digits(tval, 8)}`;
  }

  /** `core   0: 3 0x80000000 (0x00000297) x5  0x80000000 mem 0x80001000 0x00000001`. [Spike --log-commits] */
  #commit({ pc, privilege, instruction, address, value }: Before): string {
    if (instruction === undefined) return '';
    const { word, length, row, rd, imm } = instruction;
    let line = `core   0: ${privilege} 0x${digits(pc, 8)} (0x${digits(word, length * 2)})`;
    if (rd !== 0) {
      line += ` x${String(rd).padEnd(2)} 0x${digits(this.machine.registers[rd] ?? 0, 8)}`;
    }
    if (row === undefined) return line;
    if (row.name.startsWith('csr') && writesCsr(instruction)) {
      const csr = imm & 0xfff;
      const name = findCsr(csr)?.name ?? '';
      line += ` c${csr}_${name} 0x${digits(this.machine.readCsr(csr), 8)}`;
    }
    if (address === undefined) return line;
    const { memory } = traits(row);
    // A failed SC stores nothing, and says so in rd.
    const fails = row.name === 'sc.w' && this.machine.registers[rd] === 1;
    if (memory !== 'store' && row.name !== 'sc.w') line += ` mem 0x${digits(address, 8)}`;
    if (memory === 'store') line += ` mem 0x${digits(address, 8)} 0x${cut(row.name, value)}`;
    else if (memory === 'atomic' && row.name !== 'lr.w' && !fails) {
      line += ` mem 0x${digits(address, 8)} 0x${this.#wordAt(address)}`;
    }
    return line;
  }

  #wordAt(vaddr: number): string {
    const paddr = this.machine.translate(vaddr, 'load');
    const bytes = paddr === undefined ? undefined : this.machine.readPhysical(paddr, 4);
    if (bytes === undefined) return digits(0, 8);
    return digits(new DataView(bytes.buffer).getUint32(0, true), 8);
  }
}

/** A read of a CSR that sets or clears nothing is no write. */
function writesCsr({ row, rs1 }: GuestInstruction): boolean {
  return rs1 !== 0 || row?.name === 'csrrw' || row?.name === 'csrrwi';
}

function cut(name: string, value: number): string {
  const width = WIDTHS[name.slice(-1)] ?? 8;
  return digits(value, 8).slice(-width);
}

function digits(value: number, count: number): string {
  return (value >>> 0).toString(16).padStart(count, '0');
}
