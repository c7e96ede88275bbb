/** A short sweep of random conversations; `npx tsx scripts/sweepDap.ts` goes on for hours. */

import fc from 'fast-check';
import { conversations, converse } from './sweep';

describe('random conversations', function () {
  this.timeout(120_000);

  it('get an answer to everything, in the protocol, and end', async () => {
    await fc.assert(fc.asyncProperty(conversations, converse), {
      numRuns: 12,
      seed: 6,
      // A busy machine does fewer; the shortest finding is the script's business.
      interruptAfterTimeLimit: 40_000,
      endOnFailure: true,
    });
  });
});
