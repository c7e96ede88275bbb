/**
 * `npm run bench:vm [-- --engine translator|interpreter|all] [--json]`: how fast our machine runs programs, beside QEMU
 * with the same programs in the same run, and how fast the engine steps. The translator has the long variants, since a
 * tenth of a second says little about it; with both engines come programs that translation cannot help, and
 * a thousand small transactions. A table for people; after it, or alone with `--json`, the same for programs.
 */

import { parseArgs } from 'node:util';
import { settleCompiler } from '../debugger/host/hostCompiler';
import { findToolchain } from '../debugger/host/toolchain';
import { ENGINES, type EngineName } from '../debugger/vm/jit/choice';
import type { TranslationCounts } from '../debugger/vm/jit/translator';
import type { BenchLength, BenchProgram } from './lib/benchPrograms';
import {
  BENCH_PROGRAMS,
  benchPath,
  buildBenchPrograms,
  FLAT,
  NOTHING,
  readBenchProgram,
} from './lib/benchPrograms';
import { quickest, runOnOurs, type Ran } from './lib/ours';
import { qemuVersion, runInQemu } from './lib/qemu';
import { measureStepping } from './lib/stepping';
import { measureTransfers, type Transfers, type TransferRun } from './lib/transfers';
import { measureWorstCases, type WorstCase } from './lib/worstCases';

interface Row {
  readonly program: string;
  readonly length: BenchLength;
  readonly engine: EngineName;
  readonly checksum: string;
  readonly instructions: number;
  readonly seconds: number;
  readonly instructionsPerSecond: number;
  readonly qemuSeconds: number;
  readonly qemuInstructionsPerSecond: number;
  /** Ours to QEMU's. */
  readonly ratio: number;
  readonly translation: Readonly<TranslationCounts> | undefined;
}

interface Mean {
  readonly instructionsPerSecond: number;
  readonly ratio: number;
}

interface Report {
  /** As QEMU calls itself; undefined where its figures are from another computer. */
  readonly qemu: string | undefined;
  readonly programs: readonly Row[];
  /** Geometric, by engine, without the flat program. */
  readonly means: Readonly<Partial<Record<EngineName, Mean>>>;
  readonly engineStepsPerSecond: number;
  /** Where both engines were asked for. */
  readonly worstCases: readonly WorstCase[];
  readonly transfers: Transfers | undefined;
}

/** The seconds that a peer needs for a program; undefined where it fails. */
type Peer = (
  program: BenchProgram,
  length: BenchLength,
  instructions: number,
) => number | undefined;

const LENGTHS: Readonly<Record<EngineName, BenchLength>> = {
  translator: 'long',
  interpreter: 'short',
};

/** npm runs it there. */
const root = process.cwd();

settleCompiler();
void main();

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { engine: { type: 'string', default: 'translator' }, json: { type: 'boolean' } },
  });
  const engines = ENGINES.filter(it => values.engine === 'all' || values.engine === it);
  const rust = await findToolchain(root);
  if ('missing' in rust) console.error(rust.missing);
  if (engines.length === 0) console.error(`--engine is one of ${ENGINES.join(', ')}, all`);
  if (
    'missing' in rust ||
    engines.length === 0 ||
    !buildBenchPrograms(rust, 'short') ||
    !engines.every(it => buildBenchPrograms(rust, LENGTHS[it]))
  ) {
    process.exitCode = 1;
    return;
  }
  const say = (line: string) => values.json !== true && console.log(line);
  const qemu = qemuVersion();
  const peer = choosePeer(qemu, LENGTHS[engines[0] ?? 'translator'], say);
  const rows: Row[] = [];
  const means: Partial<Record<EngineName, Mean>> = {};
  for (const engine of engines) {
    say(
      line(
        `\n${engine}`,
        'instructions',
        'ours s',
        'QEMU s',
        'ours M/s',
        'QEMU M/s',
        'ratio',
        ...COUNTS,
      ),
    );
    const mine = measured(engine).flatMap(({ program, length }) => {
      const row = measure(program, length, engine, peer);
      if (typeof row !== 'string') {
        say(lineOf(row));
        return [row];
      }
      console.error(row);
      process.exitCode = 1;
      return [];
    });
    const counted = mine.filter(it => it.program !== FLAT.name);
    const speed = mean(counted.map(it => it.instructionsPerSecond));
    const ratio = mean(counted.map(it => it.ratio));
    say(line('geometric mean', '', '', '', millions(speed), '', ratio.toFixed(3)));
    means[engine] = { instructionsPerSecond: Math.round(speed), ratio };
    rows.push(...mine);
  }
  const worstCases = engines.length > 1 ? measureWorstCases() : [];
  for (const it of worstCases)
    say(`${it.name.padEnd(40)} ${it.ratio.toFixed(2)} of the interpreter's time`);
  const transfers = engines.length > 1 ? await measureTransfers(root) : undefined;
  if (transfers !== undefined) sayTransfers(transfers, say);
  const engineStepsPerSecond = Math.round(await measureStepping());
  say(`\nthe engine steps ${engineStepsPerSecond.toLocaleString('en')} instructions a second\n`);
  const report: Report = {
    qemu,
    programs: rows,
    means,
    engineStepsPerSecond,
    worstCases,
    transfers,
  };
  console.log(JSON.stringify(report, undefined, 2));
}

function sayTransfers(
  { interpreted, translated, again }: Transfers,
  say: (line: string) => void,
): void {
  const lineOfRun = (name: string, { seconds, translation }: TransferRun) => {
    const ratio = `${(interpreted.seconds / seconds).toFixed(2)} of the interpreter's speed`;
    const counts =
      translation === undefined
        ? ''
        : `; ${translation.regions} regions, ${(translation.wasmBytes / 1000).toFixed(0)} kB, compiling ${translation.milliseconds.toFixed(0)} ms`;
    say(`${name.padEnd(40)} ${seconds.toFixed(2)} s, ${ratio}${counts}`);
  };
  say(
    `\na thousand ERC-20 transfers, ${interpreted.instructions.toLocaleString('en')} instructions`,
  );
  lineOfRun('interpreted', interpreted);
  lineOfRun('translated', translated);
  lineOfRun('translated before', again);
}

/** QEMU itself where it is installed, in this very run; otherwise what it did elsewhere, and that is said. */
function choosePeer(
  version: string | undefined,
  length: BenchLength,
  say: (line: string) => void,
): Peer {
  if (version === undefined) {
    say('qemu-system-riscv32 is not installed (Debian: qemu-system-misc). Ratios are to');
    say('figures of QEMU 7.2 on another computer, so they are rough.');
    return (program, _, instructions) => instructions / (program.qemu * 1e6);
  }
  say(`${version}, in the same run, without the time it takes to start`);
  const start = quickest(() => runInQemu(benchPath(NOTHING, length)))?.seconds ?? 0;
  return (program, of) => {
    const ran = quickest(() => runInQemu(benchPath(program.name, of)));
    return ran?.output === checksumOf(program, of)
      ? Math.max(ran.seconds - start, 0.001)
      : undefined;
  };
}

function checksumOf(program: BenchProgram, length: BenchLength): string {
  return length === 'long' ? program.longChecksum : program.checksum;
}

/** The translator has the short variant of the flat program too: of half a thousand million instructions, never all hot. */
function measured(engine: EngineName): { program: BenchProgram; length: BenchLength }[] {
  const length = LENGTHS[engine];
  const all = [...BENCH_PROGRAMS, FLAT].map(program => ({ program, length }));
  return length === 'short' ? all : [...all, { program: FLAT, length: 'short' }];
}

/** A row, or what is wrong. */
function measure(
  program: BenchProgram,
  length: BenchLength,
  engine: EngineName,
  peer: Peer,
): Row | string {
  const checksum = checksumOf(program, length);
  const image = readBenchProgram(program.name, length);
  const ours = quickest(() => runOnOurs(image, engine));
  if (ours?.output !== checksum) return unexpected(program, checksum, 'our machine', ours);
  const { instructions, seconds, translation } = ours;
  const qemuSeconds = peer(program, length, instructions);
  if (qemuSeconds === undefined) return unexpected(program, checksum, 'QEMU', undefined);
  return {
    program: program.name,
    length,
    engine,
    checksum,
    instructions,
    seconds,
    instructionsPerSecond: Math.round(instructions / seconds),
    qemuSeconds,
    qemuInstructionsPerSecond: Math.round(instructions / qemuSeconds),
    ratio: qemuSeconds / seconds,
    translation,
  };
}

function unexpected(
  { name }: BenchProgram,
  checksum: string,
  by: string,
  ran: Ran | undefined,
): string {
  return `${name}: ${checksum} was expected of ${by}${ran === undefined ? '' : `, which says "${ran.output}"`}`;
}

const COUNTS = ['regions', 'kB', 'compiling ms'];

function lineOf(row: Row): string {
  const { translation } = row;
  const counts =
    translation === undefined
      ? []
      : [
          String(translation.regions),
          (translation.wasmBytes / 1000).toFixed(0),
          translation.milliseconds.toFixed(0),
        ];
  return line(
    row.program === FLAT.name ? `flat, ${row.length}` : row.program,
    row.instructions.toLocaleString('en'),
    row.seconds.toFixed(2),
    row.qemuSeconds.toFixed(2),
    millions(row.instructionsPerSecond),
    millions(row.qemuInstructionsPerSecond),
    row.ratio.toFixed(3),
    ...counts,
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
