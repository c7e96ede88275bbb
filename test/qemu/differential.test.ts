/**
 * Random programs on QEMU and on our machine, compared after every instruction. `npx tsx scripts/differential.ts` goes on
 * for as long as it is told, with fresh seeds.
 */

import { strict as assert } from 'node:assert';
import { CHUNKS } from '../../scripts/lib/lockstep/chunks';
import { compareRuns } from '../../scripts/lib/lockstep/compare';
import { makeProgram } from '../../scripts/lib/lockstep/program';

const SEEDS = Array.from({ length: 50 }, (_, at) => 1000 + at);
/** Programs that went another way here or there once, and what was wrong. */
const REGRESSIONS: readonly (readonly [seed: number, what: string])[] = [];

describe('a random program', () => {
  let instructions = 0;
  let ended = 0;

  for (const seed of [...SEEDS, ...REGRESSIONS.map(it => it[0])]) {
    it(`does what it does on QEMU, with seed ${seed}`, async () => {
      const compared = await compareRuns(makeProgram(seed));
      assert.deepEqual(compared.mismatch, undefined);
      instructions += compared.instructions;
      if (compared.hasEnded) ended += 1;
    });
  }

  it('has been long enough, and come to its end often enough, to mean something', () => {
    assert.ok(instructions > SEEDS.length * 10_000, `${instructions} instructions`);
    assert.ok(ended > SEEDS.length / 3, `${ended} programs have ended`);
  });

  it('differs from seed to seed', () => {
    const texts = new Set(SEEDS.map(it => makeProgram(it).chunks.join()));
    assert.equal(texts.size, SEEDS.length);
    assert.ok(CHUNKS.length > 20);
  });
});
