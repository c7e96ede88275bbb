/** A process of its own: `fingerprints.ts SCENARIO POSITION…` prints the run's hash at each position, and at its end. */

import { fingerprint, reach, runToEnd, scenarioRun } from './scenarioRun';

async function main(): Promise<void> {
  const [path = '', ...positions] = process.argv.slice(2);
  const run = await scenarioRun(path);
  for (const position of positions) {
    await reach(run, Number(position));
    console.log(fingerprint(run));
  }
  await runToEnd(run);
  console.log(fingerprint(run));
}

void main();
