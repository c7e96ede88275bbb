/**
 * `npm run bench:vm`: how fast our machine runs programs, beside QEMU with the same programs in the same run, and how
 * fast the engine steps. A table for people; after it, or alone with `--json`, the same for programs.
 */

import { join } from 'node:path';
import { findToolchain } from '../debugger/host/toolchain';
import type { BenchProgram } from './lib/benchPrograms';
import {
  BENCH_PROGRAMS,
  benchPath,
  buildBenchPrograms,
  NOTHING,
  readBenchProgram,
} from './lib/benchPrograms';
import { quickest, runOnOurs, type Ran } from './lib/ours';
import { qemuVersion, runInQemu } from './lib/qemu';
import { measureStepping } from './lib/stepping';

interface Row {
  readonly program: string;
  readonly checksum: string;
  readonly instructions: number;
  readonly seconds: number;
  readonly instructionsPerSecond: number;
  readonly qemuSeconds: number;
  readonly qemuInstructionsPerSecond: number;
  /** Ours to QEMU's. */
  readonly ratio: number;
}

interface Report {
  /** As QEMU calls itself; undefined where its figures are from another computer. */
  readonly qemu: string | undefined;
  readonly engine: 'interpreter';
  readonly programs: readonly Row[];
  readonly geometricMean: { readonly instructionsPerSecond: number; readonly ratio: number };
  readonly engineStepsPerSecond: number;
}

/** The seconds that a peer needs for a program; undefined where it fails. */
type Peer = (program: BenchProgram, instructions: number) => number | undefined;

void main();

async function main(): Promise<void> {
  const rust = await findToolchain(join(__dirname, '..'));
  if ('missing' in rust) console.error(rust.missing);
  if ('missing' in rust || !buildBenchPrograms(rust)) {
    process.exitCode = 1;
    return;
  }
  const isForPeople = !process.argv.includes('--json');
  const say = (line: string) => isForPeople && console.log(line);
  const qemu = qemuVersion();
  const peer = choosePeer(qemu, say);
  say(line('', 'instructions', 'ours s', 'QEMU s', 'ours M/s', 'QEMU M/s', 'ratio'));
  const rows: Row[] = [];
  for (const program of BENCH_PROGRAMS) {
    const row = measure(program, peer);
    if (typeof row === 'string') {
      console.error(row);
      process.exitCode = 1;
      continue;
    }
    rows.push(row);
    say(lineOf(row));
  }
  const speed = mean(rows.map(it => it.instructionsPerSecond));
  const ratio = mean(rows.map(it => it.ratio));
  say(line('geometric mean', '', '', '', millions(speed), '', ratio.toFixed(3)));
  const stepsPerSecond = Math.round(await measureStepping());
  say(`\nthe engine steps ${stepsPerSecond.toLocaleString('en')} instructions a second\n`);
  const report: Report = {
    qemu,
    engine: 'interpreter',
    programs: rows,
    geometricMean: { instructionsPerSecond: Math.round(speed), ratio },
    engineStepsPerSecond: stepsPerSecond,
  };
  console.log(JSON.stringify(report, undefined, 2));
}

/** QEMU itself where it is installed, in this very run; otherwise what it did elsewhere, and that is said. */
function choosePeer(version: string | undefined, say: (line: string) => void): Peer {
  if (version === undefined) {
    say('qemu-system-riscv32 is not installed (Debian: qemu-system-misc). Ratios are to');
    say('figures of QEMU 7.2 on another computer, so they are rough.\n');
    return (program, instructions) => instructions / (program.qemu * 1e6);
  }
  say(`${version}, in the same run, without the time it takes to start\n`);
  const start = quickest(() => runInQemu(benchPath(NOTHING)))?.seconds ?? 0;
  return program => {
    const ran = quickest(() => runInQemu(benchPath(program.name)));
    return ran?.output === program.checksum ? Math.max(ran.seconds - start, 0.001) : undefined;
  };
}

/** A row, or what is wrong. */
function measure(program: BenchProgram, peer: Peer): Row | string {
  const image = readBenchProgram(program.name);
  const ours = quickest(() => runOnOurs(image));
  if (ours?.output !== program.checksum) return unexpected(program, 'our machine', ours);
  const { instructions, seconds } = ours;
  const qemuSeconds = peer(program, instructions);
  if (qemuSeconds === undefined) return unexpected(program, 'QEMU', undefined);
  return {
    program: program.name,
    checksum: program.checksum,
    instructions,
    seconds,
    instructionsPerSecond: Math.round(instructions / seconds),
    qemuSeconds,
    qemuInstructionsPerSecond: Math.round(instructions / qemuSeconds),
    ratio: qemuSeconds / seconds,
  };
}

function unexpected({ name, checksum }: BenchProgram, by: string, ran: Ran | undefined): string {
  return `${name}: ${checksum} was expected of ${by}${ran === undefined ? '' : `, which says "${ran.output}"`}`;
}

function lineOf(row: Row): string {
  return line(
    row.program,
    row.instructions.toLocaleString('en'),
    row.seconds.toFixed(2),
    row.qemuSeconds.toFixed(2),
    millions(row.instructionsPerSecond),
    millions(row.qemuInstructionsPerSecond),
    row.ratio.toFixed(3),
  );
}

function millions(value: number): string {
  return (value / 1e6).toFixed(0);
}

/** Of ratios, and of speeds that are to be ratios, the geometric one. */
function mean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, it) => sum + Math.log(it), 0) / values.length);
}

function line(name: string, ...numbers: string[]): string {
  return [name.padEnd(15), ...numbers.map(it => it.padStart(13))].join('');
}
