/** Sample scenarios as runs, and all that two runs must agree on as one hash. */

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { encodeState } from '../../../debugger/chain/codec/state';
import type { ChainObserver, ChainStop } from '../../../debugger/chain/run';
import { ChainRun } from '../../../debugger/chain/run';
import { loadScenario } from '../../../debugger/chain/scenario/loadScenario';
import { loadPrograms } from '../../../debugger/chain/scenario/programs';
import { resolveScenario } from '../../../debugger/chain/scenario/resolve';
import type { Transaction } from '../../../debugger/chain/transaction';
import { readElf } from '../../../debugger/elf/elfImage';
import { fileExists, readFile, resolvePath } from '../../../debugger/host/files';
import { writeSnapshot } from '../../../debugger/vm/snapshotFile';

const root = join(__dirname, '../../..');
const samples = join(root, 'sample-contracts');
const kernelPath = join(root, 'dist/kernel.elf');
const SLICE_STEPS = 5_000_000;

/** From the repository's folder. */
export const SCENARIOS: readonly string[] = readdirSync(samples)
  .map(it => join(samples, it, 'scenarios'))
  .filter(it => existsSync(it))
  .flatMap(folder => readdirSync(folder).map(it => relative(root, join(folder, it))))
  .filter(it => it.endsWith('.scenario.json'))
  .sort();

/** At its first instruction. Contracts have been built before. */
export async function scenarioRun(path: string): Promise<ChainRun> {
  return (await scenario(path)).run;
}

/** The run, and what it runs. */
export async function scenario(
  path: string,
  observer: ChainObserver = {},
): Promise<{ run: ChainRun; bundle: readonly Transaction[] }> {
  const file = join(root, path);
  const services = { readFile, fileExists, resolvePath };
  const parsed = await loadScenario(file, services, it => (it === file ? path : it));
  const programs = await loadPrograms(parsed, dirname(file), services);
  const { genesis, bundle } = resolveScenario(parsed, programs);
  const begin = (watched: ChainObserver) =>
    new ChainRun({
      kernel: readElf(readFileSync(kernelPath), kernelPath),
      state: genesis.clone(),
      bundle,
      rules: parsed.rules,
      block: parsed.block,
      observer: watched,
    });
  const known = Array.from({ length: bundle.length }, (_, at) => bundle.at(at));
  const transactions = known.filter(it => it !== undefined);
  if (transactions.length < known.length) {
    // Some take values of earlier receipts.
    const first = begin({});
    await runToEnd(first);
    return { run: begin(observer), bundle: first.receipts.map(it => it.transaction) };
  }
  return { run: begin(observer), bundle: transactions };
}

/** Runs to that position, waiting for stores on the way; a stop before it is answered. */
export async function reach(run: ChainRun, position: number): Promise<ChainStop> {
  for (;;) {
    const stop = run.runTo(position);
    if (stop !== 'waiting') return stop;
    await run.ready();
  }
}

export async function runToEnd(run: ChainRun): Promise<ChainStop> {
  for (;;) {
    const stop = await reach(run, run.machine.position + SLICE_STEPS);
    if (stop !== 'budget') return stop;
  }
}

/** Of the whole machine, what the firmware remembers, the state and the receipts. */
export function fingerprint(run: ChainRun): string {
  const host = { firmware: run.firmware, tasks: run.tasks, receipts: run.receipts };
  return createHash('sha256')
    .update(writeSnapshot(run.machine.snapshot()))
    .update(JSON.stringify(host, plain))
    .update(encodeState(run.state.accounts()))
    .digest('hex');
}

/** What a value says, whatever order its fields were set in. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Map || value instanceof Uint8Array) return [...value];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
