/** The two engines are one machine: `tsx scripts/compareEngines.ts --seconds N --seed S` goes on for as long as wanted. */

import { strict as assert } from 'node:assert';
import { UNTRANSLATED } from '../../debugger/vm/jit/quickLoop.fixture';
import { compareEngines } from '../../scripts/lib/engines/compare';

const PROGRAMS = 6;

describe('random programs by both engines', () => {
  for (let seed = 1; seed <= PROGRAMS; seed += 1) {
    it(`are the same machine after every slice, whatever a debugger does (seed ${seed})`, () => {
      const { difference, steps, translated } = compareEngines(seed);
      assert.equal(difference, undefined);
      assert.ok(steps > 10_000 && translated > 100, `${steps} steps, ${translated} translated`);
    });

    it(`are it while nothing is translated (seed ${seed})`, () => {
      const { difference, steps } = compareEngines(seed, UNTRANSLATED);
      assert.equal(difference, undefined);
      assert.ok(steps > 10_000, `${steps} steps`);
    });
  }
});
