/**
 * `npx tsx scripts/compareWithGdb.ts`: the values of all variables against gdb's at every stop, for every compiler, level
 * and version of DWARF. Takes some minutes; `npm test` does a part of it.
 */

import { compareWithGdb } from '../test/dwarf/gdbValues';
import type { FixtureElf } from '../test/dwarf/tools';
import { cFixture, rustFixture } from '../test/dwarf/tools';

const STOPS = 400;

const programs: readonly (() => FixtureElf)[] = [
  ...['0', '1', '2', '3', 's', 'z'].flatMap(level =>
    [4, 5].map(version => () => rustFixture(level, version, 'kinds')),
  ),
  ...(['gcc', 'clang'] as const).flatMap(compiler =>
    ['0', '1', '2'].flatMap(level =>
      [2, 3, 4, 5].flatMap(version =>
        ['data.c', 'shapes.cc'].map(name => () => cFixture(compiler, level, version, name)),
      ),
    ),
  ),
];

for (const program of programs) {
  const elf = program();
  const { stops, variables, values, absent, explained, differences } = compareWithGdb(elf, STOPS);
  console.log(
    `${elf.title}: ${stops} stops, ${variables} variables, ${absent} of them absent, ${values} values, ` +
      `${differences.length} differences`,
  );
  for (const [reason, count] of explained) console.log(`  ${count} times ${reason}`);
  for (const it of differences) console.log(`  ${it}`);
  if (differences.length > 0) process.exitCode = 1;
}
