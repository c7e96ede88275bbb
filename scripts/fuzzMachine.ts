/**
 * Random bytes as code, and programs with random damage, for the machine and its loader:
 * `npx tsx scripts/fuzzMachine.ts --runs 1000000 [--seed N]`. Any exception of the host is a finding.
 */

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fuzzLoader, fuzzMachine, type FuzzReport } from './lib/fuzz';
import { buildTests, listTests } from './lib/riscvTests';

const DEFAULT_RUNS = 100_000;

void main();

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } });
  const runs = Number(values.runs ?? DEFAULT_RUNS);
  const seed = Number(values.seed ?? Date.now() % 2 ** 31);
  if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(seed)) {
    console.error('--runs and --seed are whole numbers');
    process.exitCode = 2;
    return;
  }
  const tests = listTests(['rv32ui']).slice(0, 1);
  await buildTests(tests);
  const program = readFileSync(tests[0]?.elf ?? '');
  console.log(`seed ${seed}`);
  const machine = timed('machine', () => fuzzMachine(seed, runs));
  const loader = timed('loader', () => fuzzLoader(seed, runs, program));
  if (machine.findings.length + loader.findings.length > 0) process.exitCode = 1;
}

function timed(name: string, fuzz: () => FuzzReport): FuzzReport {
  const start = performance.now();
  const report = fuzz();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const { runs, steps, traps, findings } = report;
  const more = name === 'machine' ? `${traps} traps` : `${traps} loaded`;
  console.log(
    `${name}: ${runs} runs, ${steps} steps, ${more}, ${findings.length} findings, ${seconds} s`,
  );
  for (const it of findings.slice(0, 10)) console.log(`  seed ${it.seed}: ${it.sentence}`);
  return report;
}
