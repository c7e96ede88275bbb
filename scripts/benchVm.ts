/** `npm run bench`: how fast our machine runs programs, as a share of QEMU's speed with the same programs. */

import { join } from 'node:path';
import { findToolchain } from '../debugger/host/toolchain';
import { Machine } from '../debugger/vm/machine';
import type { BenchProgram } from './lib/benchPrograms';
import { BENCH_PROGRAMS, NOTHING } from './lib/benchPrograms';
import { benchPath, buildBenchPrograms, readBenchProgram } from './lib/benchPrograms';
import { qemuVersion, runInQemu } from './lib/qemu';

/** Many times what any of the programs takes. */
const MOST_STEPS = 10_000_000_000;

/** One program on our machine. */
interface Measured {
  readonly output: string;
  readonly instructions: number;
  /** Millions per second. */
  readonly speed: number;
}

/** Millions of instructions per second that a peer runs of a program; undefined when it fails. */
type Peer = (program: BenchProgram, instructions: number) => number | undefined;

void main();

async function main(): Promise<void> {
  const rust = await findToolchain(join(__dirname, '..'));
  if ('missing' in rust) console.error(rust.missing);
  if ('missing' in rust || !buildBenchPrograms(rust)) {
    process.exitCode = 1;
    return;
  }
  const peer = choosePeer();
  console.log(line('program', 'instructions', 'ours M/s', 'QEMU M/s', 'ratio'));
  const ratios: number[] = [];
  const speeds: number[] = [];
  for (const program of BENCH_PROGRAMS) {
    const { output, instructions, speed } = measure(program.name);
    const peerSpeed = peer(program, instructions);
    if (output !== program.checksum || peerSpeed === undefined) {
      const by = output === program.checksum ? 'QEMU' : `our machine, which says "${output}"`;
      console.error(`${program.name}: ${program.checksum} was expected of ${by}`);
      process.exitCode = 1;
      continue;
    }
    speeds.push(speed);
    ratios.push(speed / peerSpeed);
    const numbers = [instructions.toLocaleString('en'), speed.toFixed(0), peerSpeed.toFixed(0)];
    console.log(line(program.name, ...numbers, (speed / peerSpeed).toFixed(3)));
  }
  if (ratios.length === 0) return;
  console.log(line('geometric mean', '', mean(speeds).toFixed(0), '', mean(ratios).toFixed(3)));
}

/** QEMU itself where it is installed, in this very run; otherwise what it did elsewhere, and that is said. */
function choosePeer(): Peer {
  const version = qemuVersion();
  if (version === undefined) {
    console.log('qemu-system-riscv32 is not installed (Debian: qemu-system-misc). Ratios are to');
    console.log('figures of QEMU 7.2 on another computer, so they are rough.\n');
    return program => program.qemu;
  }
  console.log(`${version}, in the same run, without the time it takes to start\n`);
  const start = runInQemu(benchPath(NOTHING))?.seconds ?? 0;
  return (program, instructions) => {
    const ran = runInQemu(benchPath(program.name));
    if (ran?.output !== program.checksum) return undefined;
    return instructions / Math.max(ran.seconds - start, 0.001) / 1e6;
  };
}

function measure(name: string): Measured {
  const machine = new Machine();
  const image = readBenchProgram(name);
  for (const { vaddr, fileBytes } of image.segments) machine.writePhysical(vaddr, fileBytes);
  machine.pc = image.entry;
  let output = '';
  machine.console = bytes => (output += String.fromCharCode(...bytes));
  const start = performance.now();
  machine.run(MOST_STEPS);
  const seconds = (performance.now() - start) / 1000;
  const instructions = machine.retired;
  return { output: output.trim(), instructions, speed: instructions / seconds / 1e6 };
}

/** Of ratios, and of speeds that are to be ratios, the geometric one. */
function mean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, it) => sum + Math.log(it), 0) / values.length);
}

function line(name: string, ...numbers: string[]): string {
  return [name.padEnd(15), ...numbers.map(it => it.padStart(12))].join('');
}
