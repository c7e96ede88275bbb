/** Programs that were compiled with lines and without variables are told from those with both. */

import { strict as assert } from 'node:assert';
import { missingDebug } from '../../debugger/engine/missingDebug';
import { cFixture, rustFixture, type FixtureElf } from './tools';

const rust = (debuginfo: string) => () => rustFixture('0', 4, 'tokens', 1, debuginfo);
const clang = (flag: string) => () => cFixture('clang', '0', 5, 'data.c', [flag]);

const programs: readonly [title: string, elf: () => FixtureElf, described: boolean | undefined][] =
  [
    ['rustc with debuginfo=2', rust('2'), true],
    ['rustc with debuginfo=1', rust('1'), false],
    ['rustc with line tables only', rust('line-tables-only'), false],
    ['rustc without debug information', rust('0'), undefined],
    ['clang with -g', clang('-g2'), true],
    ['clang with -g1', clang('-g1'), false],
    ['clang without debug information', clang('-g0'), undefined],
  ];

/** What is linked with it was compiled by others. */
const isFixture = (file: string) => file.startsWith('/fixture');

describe('variables in debug information', () => {
  for (const [title, elf, described] of programs) {
    it(`are ${described === true ? '' : 'not '}found in a program by ${title}`, () => {
      const info = elf().info();
      assert.equal(info.describesVariables(isFixture), described);
      assert.deepEqual(info.problems, []);
      const sentence = missingDebug({
        splitFiles: () => [],
        describesVariables: () => info.describesVariables(isFixture),
      });
      if (described !== false) assert.equal(sentence, undefined);
      else assert.match(sentence ?? '', /^its variables are not described, only its lines: build /);
    });
  }
});
