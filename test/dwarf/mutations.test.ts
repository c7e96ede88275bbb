/** Damaged debug information is read without an exception and without end. More of it: `npx tsx scripts/fuzzDwarf.ts`. */

import { strict as assert } from 'node:assert';
import { Random } from '../../scripts/lib/random';
import type { Extent } from './mutants';
import { debugSectionsOf, examine, mutantOf, within } from './mutants';
import type { FixtureElf } from './tools';
import { assembled, cFixture, rustFixture } from './tools';

/** Each mutant is a case that always comes out the same. */
const PROGRAMS: readonly (readonly [elf: () => FixtureElf, mutants: number, Extent])[] = [
  [() => rustFixture('0', 4), 20, 'places'],
  [() => rustFixture('2', 4), 20, 'places'],
  [() => rustFixture('2', 5), 20, 'places'],
  [() => cFixture('gcc', '2', 5), 100, 'all'],
  [() => cFixture('clang', '2', 4), 100, 'all'],
  [() => assembled('cfi.s'), 100, 'all'],
  [() => assembled('loclists.s'), 100, 'all'],
];

/** Of all mutants of a program: a minute on a slow machine, and not for ever. */
const MAX_MILLISECONDS = 120_000;

describe('malformed debug information', function () {
  this.timeout(600_000);
  for (const [elf, mutants, extent] of PROGRAMS) {
    const { title, image } = elf();
    it(`is read as far as it can be: ${title}`, () => {
      const sections = debugSectionsOf(image);
      let withProblems = 0;
      within(MAX_MILLISECONDS, () => {
        for (let seed = 1; seed <= mutants; seed++) {
          const random = new Random(seed);
          withProblems += Number(examine(mutantOf(sections, random), image, random, extent) > 0);
        }
      });
      assert.ok(withProblems > mutants / 8, `${withProblems} mutants with problems`);
    });
  }
});
