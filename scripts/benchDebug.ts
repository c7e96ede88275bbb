/**
 * `npm run bench:debug`: what somebody waits for who debugs a contract, measured at the adapter's process as an editor
 * has it. `processor` is what the adapter's main thread computed, which other programs hardly change. `--json FILE` writes
 * the figures, `--only steps` leaves out what does not take steps.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { settleCompiler } from '../debugger/host/hostCompiler';
import { buildContract, writeScenario } from './bench/debug/contract';
import { firstStop, stepLatency, VALUES, valueTimes } from './bench/debug/latency';
import { openingTimes } from './bench/debug/opening';
import { speeds } from './bench/debug/speed';

const root = join(__dirname, '../..');
/** A hundred instructions each, not optimized. */
const TURNS = 1_000_000;

const PACES = [
  { pace: 'key', title: 'while the key is held down' },
  { pace: 'none', title: 'faster than anybody presses a key' },
] as const;

const { values } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string' } },
});

settleCompiler();
void main();

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'avm-bench-'));
  const figures: Record<string, unknown> = {};
  try {
    const elf = await buildContract();

    const stop = await firstStop(lineOfTransfer());
    figures['firstStop'] = stop;
    console.log("first stop, from the adapter's start to the locals");
    console.log(row('', ['time', 'processor']));
    console.log(row('', [milliseconds(stop.ms), milliseconds(stop.cpu)]));

    await steps(figures);
    if (values.only !== 'steps') await others(figures, folder, elf);
  } finally {
    rmSync(folder, { recursive: true });
  }
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(figures, null, 2));
}

async function steps(figures: Record<string, unknown>): Promise<void> {
  for (const { pace, title } of PACES) {
    console.log(`\nsteps, from the request to the locals, ${title}`);
    console.log(row('', ['p50', 'p95', 'p99', 'processor', 'p95', 'p99']));
    for (const kind of ['next', 'stepIn', 'stepOut', 'instruction'] as const) {
      const latency = await stepLatency(kind, pace);
      figures[`${kind}, ${title}`] = latency;
      const { p50, p95, p99 } = latency;
      const costs = [p50, p95, p99];
      const all = [...costs.map(it => it.ms), ...costs.map(it => it.cpu)];
      console.log(row(kind, all.map(milliseconds)));
    }
  }
}

async function others(
  figures: Record<string, unknown>,
  folder: string,
  elf: string,
): Promise<void> {
  const opening = await openingTimes();
  figures['opening'] = opening;
  console.log(`\na program of ${opening.megabytes.toFixed(1)} MB with its debug information`);
  console.log(row('ready for a breakpoint', [milliseconds(opening.breakpoint)]));
  console.log(row('per megabyte', [milliseconds(opening.breakpointPerMegabyte)]));
  console.log(row('then ready for the stack at a stop', [milliseconds(opening.stop)]));
  console.log(row('then for a breakpoint on a function', [milliseconds(opening.functionNames)]));

  const times = await valueTimes(writeScenario(folder, elf, 'values', VALUES));
  figures['values'] = times;
  console.log('\nvalues');
  console.log(row('100 of a Vec of 100,000', [milliseconds(times.page)]));
  console.log(row('a BTreeMap of 1,000', [milliseconds(times.map)]));
  console.log(row('an enum 32 boxes deep, all of it', [milliseconds(times.deep)]));
  console.log(row('100,000 rows of machine code, processor', [milliseconds(times.code)]));

  const measured = await speeds(writeScenario(folder, elf, 'turns', TURNS), TURNS);
  figures['speeds'] = measured;
  console.log(`\na loop of ${TURNS.toLocaleString('en')} turns`);
  console.log(row('', ['time', 'processor', 'ratio']));
  for (const { name, ms, cpu, ratio } of measured) {
    console.log(row(name, [milliseconds(ms), milliseconds(cpu), ratio.toFixed(2)]));
  }
}

function lineOfTransfer(): number {
  const lines = readFileSync(join(root, 'sample-contracts/erc20/src/main.rs'), 'utf8').split('\n');
  return lines.findIndex(it => it.startsWith('fn transfer(')) + 2;
}

const milliseconds = (ms: number): string =>
  Number.isNaN(ms) ? '?' : `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;

const row = (name: string, cells: readonly string[]): string =>
  `${name.padEnd(56)}${cells.map(it => it.padStart(12)).join('')}`;
