/**
 * Random contracts, images and bundles for the chain, for hours:
 * `npx tsx scripts/fuzzChain.ts --runs 1000000 [--seed N] [--only <words of a name>]`.
 * What does not hold of a chain is a finding, printed as the smallest case that shows it.
 */

import { parseArgs } from 'node:util';
import fc from 'fast-check';
import type { Chain } from '../test/kernel/fuzz';
import { FUZZERS, checkChain } from '../test/kernel/fuzz';

const DEFAULT_RUNS = 10_000;
/** So that a word of progress comes every minute or so, and each batch can be made again by its own seed. */
const BATCH = 1000;

void main();

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { runs: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
  });
  const runs = Number(values.runs ?? DEFAULT_RUNS);
  const seed = Number(values.seed ?? Date.now() % 2 ** 31);
  if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(seed)) {
    console.error('--runs and --seed are whole numbers');
    process.exitCode = 2;
    return;
  }
  console.log(`seed ${seed}`);
  const fuzzers = FUZZERS.filter(([name]) => name.includes(values.only ?? ''));
  for (let done = 0; done < runs; done += BATCH) {
    const numRuns = Math.min(BATCH, runs - done);
    for (const [name, chains] of fuzzers) await fuzz(name, chains, numRuns, seed + done);
  }
}

async function fuzz(
  name: string,
  chains: fc.Arbitrary<Chain>,
  numRuns: number,
  seed: number,
): Promise<void> {
  const start = performance.now();
  const details = await fc.check(fc.asyncProperty(chains, checkChain), { numRuns, seed });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${name}: seed ${seed}, ${details.numRuns} runs, ${seconds} s`);
  if (!details.failed) return;
  process.exitCode = 1;
  console.log(fc.defaultReportMessage(details));
}
