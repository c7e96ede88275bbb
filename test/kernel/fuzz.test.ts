/** Random chains by the hundred. `npx tsx scripts/fuzzChain.ts` makes them for hours. */

import fc from 'fast-check';
import { FUZZERS, checkChain } from './fuzz';

/** Fixed, so that what passes today passes tomorrow; scripts/fuzzChain.ts takes others. */
const SEED = 4;
const RUNS = 70;

describe('the chain outlives', () => {
  for (const [name, chains] of FUZZERS) {
    it(`${name}, ${RUNS} times`, async () => {
      await fc.assert(fc.asyncProperty(chains, checkChain), { numRuns: RUNS, seed: SEED });
    }).timeout(120_000);
  }
});
