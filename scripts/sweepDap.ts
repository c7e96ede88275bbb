/**
 * Random conversations with the debug adapter, for hours: `npx tsx scripts/sweepDap.ts --runs 10000 [--seed N]`.
 * A finding is printed as the shortest conversation that shows it.
 */

import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { conversations, converse } from '../test/dap/sweep';

const DEFAULT_RUNS = 1000;
const BATCH = 100;

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
  for (let done = 0; done < runs; done += BATCH) {
    const numRuns = Math.min(BATCH, runs - done);
    const property = fc.asyncProperty(conversations, converse);
    const details = await fc.check(property, { numRuns, seed: seed + done });
    console.log(`seed ${seed + done}: ${details.numRuns} conversations`);
    if (!details.failed) continue;
    process.exitCode = 1;
    console.log(fc.defaultReportMessage(details));
  }
}
