/** The values of all variables against gdb's, at stops through whole programs. All variants: scripts/compareWithGdb.ts. */

import { strict as assert } from 'node:assert';
import { compareWithGdb } from './gdbValues';
import type { FixtureElf } from './tools';
import { cFixture, rustFixture } from './tools';

function check(elf: FixtureElf, least: number): void {
  const { differences, values } = compareWithGdb(elf, 50);
  assert.deepEqual(differences.slice(0, 10), []);
  assert.ok(values > least, `${values} values`);
}

describe('values equal gdb', function () {
  this.timeout(120_000);
  it('rustc O2, DWARF 5', () => check(rustFixture('2', 5, 'kinds'), 300));
  it('gcc O2, DWARF 4, with what calls passed', () => check(cFixture('gcc', '2', 4), 300));
  it('classes of C++, gcc O2, DWARF 4', () => check(cFixture('gcc', '2', 4, 'shapes.cc'), 300));
  it('classes of C++, clang O0, DWARF 5', () => check(cFixture('clang', '0', 5, 'shapes.cc'), 300));
  it('clang O2, DWARF 3', () => check(cFixture('clang', '2', 3), 300));
});
