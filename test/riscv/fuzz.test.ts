/** A few thousand random programs and damaged files; `npx tsx scripts/fuzzMachine.ts` makes as many as one likes. */

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { fuzzLoader, fuzzMachine } from '../../scripts/lib/fuzz';
import { buildTests, listTests } from '../../scripts/lib/riscvTests';

const SEED = 20261123;

describe('random bytes', function () {
  this.timeout(120_000);

  it('as code never throw, and run no further than they may', () => {
    const { findings, steps, traps } = fuzzMachine(SEED, 4000);
    assert.deepEqual(findings, []);
    assert.ok(steps > 100_000 && traps > 10_000, `${steps} steps and ${traps} traps`);
  });

  it('in a program are refused, or run', async () => {
    const tests = listTests(['rv32ui']).slice(0, 1);
    await buildTests(tests);
    const { findings, traps: loaded } = fuzzLoader(SEED, 4000, readFileSync(tests[0]?.elf ?? ''));
    assert.deepEqual(findings, []);
    assert.ok(loaded > 400 && loaded < 3600, `${loaded} were loaded`);
  });
});
