/**
 * A process of its own: `resumeChain.ts SCENARIO SNAPSHOT POSITION…` goes on from a chain's snapshot and prints the
 * run's hash where it begins, at each position, and at its end.
 */

import { readFileSync } from 'node:fs';
import { readChainSnapshot } from '../../../debugger/chain/snapshotFile';
import { fingerprint, reach, runToEnd, scenario } from './scenarioRun';

async function main(): Promise<void> {
  const [path = '', file = '', ...positions] = process.argv.slice(2);
  const { run, bundle } = await scenario(path);
  run.restore(readChainSnapshot(readFileSync(file), file, bundle));
  console.log(fingerprint(run));
  for (const position of positions) {
    await reach(run, Number(position));
    console.log(fingerprint(run));
  }
  await runToEnd(run);
  console.log(fingerprint(run));
}

void main();
