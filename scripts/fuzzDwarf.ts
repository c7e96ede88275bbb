/**
 * Real debug information with random damage, for every reader of it:
 * `npm run fuzz:dwarf -- --runs 1000000 [--seed N]`. An exception or a case without end is a finding; its seed,
 * with `--runs 1`, shows it again.
 */

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Extent } from '../test/dwarf/mutants';
import {
  damagedFile,
  debugSectionsOf,
  examine,
  mutantOf,
  within,
  wholeOf,
} from '../test/dwarf/mutants';
import { COMPRESSED, C_PROGRAMS } from '../test/dwarf/programs';
import { assembled, cFixture, rustFixture } from '../test/dwarf/tools';
import { Random } from './lib/random';

const DEFAULT_RUNS = 100_000;
const MOST_FINDINGS = 20;

/** Cases that are watched together, and how long they may take. */
const BATCH = 200;
const MAX_MILLISECONDS = 120_000;

/** One case of so many is of a program of rustc's, which are a hundred times as large. */
const SMALL_CASES = 512;

/** One case of so many is of a file whose compressed sections are damaged. */
const COMPRESSED_CASES = 32;

main();

function main(): void {
  const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } });
  const runs = Number(values.runs ?? DEFAULT_RUNS);
  const first = Number(values.seed ?? Date.now() % 2 ** 31);
  if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(first)) {
    console.error('--runs and --seed are whole numbers');
    process.exitCode = 2;
    return;
  }
  console.log(`seed ${first}`);
  const start = performance.now();
  let withProblems = 0;
  let findings = 0;
  const check = cases();
  let seed = first;
  const tell = (error: unknown): void => {
    findings += 1;
    console.log(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`);
  };
  const batch = (): void => {
    for (const end = Math.min(seed + BATCH, first + runs); seed < end; seed++) {
      try {
        withProblems += Number(withoutTraces(() => check(seed)) > 0);
      } catch {
        showAgain();
      }
    }
  };
  const showAgain = (): void => {
    try {
      check(seed);
    } catch (error) {
      tell(error);
    }
  };
  for (let told = first; seed < first + runs && findings < MOST_FINDINGS;) {
    try {
      within(MAX_MILLISECONDS, batch);
    } catch (error) {
      tell(error); // It did not end.
      seed += 1;
    }
    if (seed - told < 10_000) continue;
    told = seed;
    console.log(`${seed - first} cases`);
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`${runs} cases, ${withProblems} with problems, ${findings} findings, ${seconds} s`);
  if (findings > 0) process.exitCode = 1;
}

/** Most damage ends in errors that are caught, whose stacks nobody reads. A finding is shown again with its own. */
function withoutTraces<T>(run: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The case of a seed: a program, what is done to it, and what is asked. Gives the number of problems. */
function cases(): (seed: number) => number {
  const small = [
    ...C_PROGRAMS.map(it => it.elf()),
    ...([2, 3, 4, 5] as const).map(version => cFixture('gcc', '2', version)),
    ...(['cfi.s', 'loclists.s', 'operators.s', 'lines.s'] as const).map(assembled),
  ];
  const large = [rustFixture('0', 4), rustFixture('2', 4), rustFixture('2', 5)];
  const victims = [...small, ...large].map(({ image }) => ({
    image,
    sections: debugSectionsOf(image),
  }));
  const files = COMPRESSED.map(it => readFileSync(it.elf().path));
  return seed => {
    const random = new Random(seed);
    if (random.below(COMPRESSED_CASES) === 0) {
      const image = damagedFile(random.of(files), random);
      return image.problems.length + examine(wholeOf(image), image, random, 'places');
    }
    const isSmall = random.below(SMALL_CASES) > 0;
    const [from, to] = isSmall ? [0, small.length] : [small.length, victims.length];
    const victim = victims[from + random.below(to - from)];
    if (victim === undefined) return 0;
    const extent: Extent = isSmall ? 'few' : 'places';
    return examine(mutantOf(victim.sections, random), victim.image, random, extent);
  };
}
