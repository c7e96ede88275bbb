/** Random bytes as programs, and programs with random damage: whatever they are, the machine and its loader answer. */

import { loadProgram, readProgram, Unloadable } from '../../debugger/bare/load';
import { BareSession } from '../../debugger/bare/session';
import { CSR } from '../../debugger/vm/csr/addresses';
import { BASE_INSTRUCTIONS, COMPRESSED_INSTRUCTIONS } from '../../debugger/vm/isa/instructions';
import { isCompressed } from '../../debugger/vm/isa/instruction';
import { Machine, RAM_BASE, type RunStop } from '../../debugger/vm/machine';
import { Random } from './random';

const RAM_BYTES = 64 * 1024;
const CODE_BYTES = 512;
const STEPS = 300;
/** Traps after which a program has shown what it does. */
const MOST_TRAPS = 40;
/** Runs on one machine, so that most of its state is what earlier programs left behind. */
const RUNS_A_MACHINE = 200;
const STOPS: readonly RunStop[] = ['budget', 'trap', 'finished', 'idle'];
const ROWS = [...BASE_INSTRUCTIONS, ...COMPRESSED_INSTRUCTIONS];
/** Registers that decide how an access goes and where a trap does. */
const DECISIVE = [
  ...[CSR.MSTATUS, CSR.MTVEC, CSR.STVEC, CSR.MEDELEG, CSR.MIDELEG, CSR.MIE, CSR.MIP, CSR.SATP],
  ...[CSR.PMPCFG0, CSR.PMPADDR0, CSR.PMPADDR0 + 1, CSR.MEPC, CSR.SEPC, CSR.MENVCFGH],
];

/** What went wrong, and the seed that shows it again. */
export interface Finding {
  readonly seed: number;
  readonly sentence: string;
}

export interface FuzzReport {
  readonly runs: number;
  readonly steps: number;
  readonly traps: number;
  readonly findings: readonly Finding[];
}

/** Runs random programs; each machine's programs come from one seed. */
export function fuzzMachine(seed: number, runs: number): FuzzReport {
  const findings: Finding[] = [];
  let steps = 0;
  let traps = 0;
  for (let done = 0; done < runs; done += RUNS_A_MACHINE) {
    const own = seed + done;
    const random = new Random(own);
    const machine = new Machine({ ramBytes: RAM_BYTES });
    machine.stopOnTrap = true;
    for (let run = 0; run < Math.min(RUNS_A_MACHINE, runs - done); run += 1) {
      try {
        prepare(machine, random);
        const before = machine.position;
        const ran = runFor(machine, STEPS);
        traps += ran.traps;
        steps += machine.position - before;
        const wrong = STOPS.includes(ran.stop) ? whatIsWrong(machine, before) : ran.stop;
        if (wrong !== undefined) findings.push({ seed: own, sentence: `run ${run}: ${wrong}` });
      } catch (error) {
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        findings.push({ seed: own, sentence: `run ${run}: ${text}` });
        break;
      }
    }
  }
  return { runs, steps, traps, findings };
}

function prepare(machine: Machine, random: Random): void {
  const code = RAM_BASE + random.below(RAM_BYTES - CODE_BYTES);
  machine.writePhysical(code, randomCode(random));
  for (let register = 1; register < 32; register += 1) {
    machine.registers[register] = randomWord(random);
  }
  for (const it of DECISIVE) if (random.below(4) === 0) machine.writeCsr(it, randomWord(random));
  // Mostly a handler that does something, so that not every run is one trap after the other.
  if (random.below(8) !== 0) machine.writeCsr(CSR.MTVEC, code + random.below(CODE_BYTES));
  if (random.below(8) !== 0) machine.writeCsr(CSR.STVEC, code + random.below(CODE_BYTES));
  if (random.below(2) === 0) machine.writeCsr(CSR.SATP, 0);
  if (random.below(2) === 0) {
    machine.writeCsr(CSR.PMPADDR0, -1);
    machine.writeCsr(CSR.PMPCFG0, 0x1f);
  }
  machine.pc = random.below(8) === 0 ? randomWord(random) : code;
}

/** Half noise, half instructions that exist. */
function randomCode(random: Random): Uint8Array {
  const bytes = new Uint8Array(CODE_BYTES);
  const view = new DataView(bytes.buffer);
  const isNoise = random.below(2) === 0;
  for (let at = 0; at + 4 <= CODE_BYTES;) {
    const row = ROWS[random.below(ROWS.length)];
    if (isNoise || row === undefined) {
      view.setUint32(at, random.word(), true);
      at += 4;
    } else {
      const word = (row.match | (random.word() & ~row.mask)) >>> 0;
      view.setUint32(at, word, true);
      at += isCompressed(row) ? 2 : 4;
    }
  }
  return bytes;
}

/** Often an address in memory or near its end, or of a device. */
function randomWord(random: Random): number {
  switch (random.below(6)) {
    case 0:
      return random.word() | 0;
    case 1:
      return (random.below(3) - 1) | 0;
    case 2:
      return ([0x0200_0000, 0x1000_0000, 0x0010_0000][random.below(3)] ?? 0) + random.below(16);
    case 3:
      return 0x8000_0000 | (RAM_BASE >>> 12) | random.below(16) | 0; // A root page in memory.
    default:
      return (RAM_BASE + random.below(RAM_BYTES + 64)) | 0;
  }
}

/** Until it stops otherwise than for a trap, has trapped often, or has made its steps. */
function runFor(machine: Machine, steps: number): { traps: number; stop: RunStop } {
  const end = machine.position + steps;
  let traps = 0;
  let stop: RunStop = 'budget';
  while (machine.position < end && traps < MOST_TRAPS) {
    stop = machine.run(end - machine.position);
    if (stop !== 'trap') break;
    traps += 1;
  }
  return { traps, stop };
}

function whatIsWrong(machine: Machine, before: number): string | undefined {
  if (machine.registers[0] !== 0) return 'x0 is not zero';
  if (machine.pc % 2 !== 0) return 'pc is odd';
  if (machine.position > before + STEPS) return 'it ran further than it was allowed';
  if (machine.retired > machine.position) return 'more retired than steps made';
  return undefined;
}

/** Damages a program; it is refused with a sentence, or loaded and run. */
export function fuzzLoader(seed: number, runs: number, program: Uint8Array): FuzzReport {
  const findings: Finding[] = [];
  let steps = 0;
  let loaded = 0;
  const machine = new Machine({ ramBytes: RAM_BYTES });
  for (let run = 0; run < runs; run += 1) {
    const random = new Random(seed + run);
    const bytes = damage(program, random);
    try {
      const image = readProgram(bytes, 'damaged.elf');
      loadProgram(machine, image, RAM_BYTES);
      loaded += 1;
      if (loaded % 64 === 1) steps += runWhole(bytes);
    } catch (error) {
      if (error instanceof Unloadable) continue;
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      findings.push({ seed: seed + run, sentence: text });
    }
  }
  return { runs, steps, traps: loaded, findings };
}

function runWhole(bytes: Uint8Array): number {
  const session = new BareSession(readProgram(bytes, 'damaged.elf'), { ramBytes: RAM_BYTES });
  session.runAtOnce(2000);
  return session.machine.position;
}

function damage(program: Uint8Array, random: Random): Uint8Array {
  const length = random.below(4) === 0 ? random.below(program.length + 1) : program.length;
  const bytes = Uint8Array.from(program.subarray(0, length));
  if (bytes.length === 0) return bytes;
  const hits = random.below(12);
  for (let hit = 0; hit < hits; hit += 1) {
    // The header and its tables are where damage is interesting.
    const at = random.below(random.below(2) === 0 ? Math.min(bytes.length, 128) : bytes.length);
    bytes[at] =
      random.below(3) === 0 ? ([0, 1, 0x7f, 0x80, 0xff][random.below(5)] ?? 0) : random.word();
  }
  return bytes;
}
