/** Nothing of a process reaches a run: in two of them, a scenario is the same at every position. */

import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Random } from './support/random';
import { fingerprint, reach, runToEnd, scenarioRun } from './support/scenarioRun';

const SCENARIO = 'sample-contracts/erc20/scenarios/transfer.scenario.json';

describe('a scenario in two processes', () => {
  it('is the same at random positions, here after restores', async () => {
    const run = await scenarioRun(SCENARIO);
    await reach(run, 1_000);
    const start = run.snapshot();
    await runToEnd(run);
    const positions = new Random(42).ascending(10, run.machine.position - 1_000);
    const places = positions.map(it => it + 1_000);
    const here: string[] = [];
    for (const position of places) {
      run.restore(start);
      await reach(run, position);
      here.push(fingerprint(run));
    }
    await runToEnd(run);
    here.push(fingerprint(run));
    const script = join(__dirname, 'support/fingerprints.ts');
    const args = ['--import', 'tsx', script, SCENARIO, ...places.map(String)];
    const there = execFileSync(process.execPath, args, { encoding: 'utf8' }).trim().split('\n');
    assert.deepEqual(there, here);
  });
});
