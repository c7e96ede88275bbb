/**
 * `tsx scripts/compareEngines.ts [--seconds N] [--seed S] [--count N]`: random programs by the interpreter and by the
 * translator, which have to be the same machine after every slice; the exit code says whether they were.
 */

import { parseArgs } from 'node:util';
import { UNTRANSLATED } from '../debugger/vm/jit/quickLoop.fixture';
import { compareEngines } from './lib/engines/compare';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: 'Infinity' },
  },
});

/** Of so many programs one has the translator's quick loop do everything. */
const QUICK_ONE_OF = 4;

const end = performance.now() + Number(values.seconds) * 1000;
let [programs, steps, stepsTranslated, translated, differences] = [0, 0, 0, 0, 0];
for (let seed = Number(values.seed); programs < Number(values.count); seed += 1) {
  if (performance.now() > end) break;
  const compared =
    programs % QUICK_ONE_OF === 0 ? compareEngines(seed, UNTRANSLATED) : compareEngines(seed);
  programs += 1;
  steps += compared.steps;
  stepsTranslated += compared.stepsTranslated;
  translated += compared.translated;
  if (compared.difference === undefined) continue;
  differences += 1;
  console.log(`seed ${seed}: ${compared.difference}`);
}
const count = (value: number) => value.toLocaleString('en');
console.log(
  `${count(programs)} programs, ${count(steps)} steps, ${count(stepsTranslated)} of them in translated code, ${count(translated)} instructions translated, ${differences} differences`,
);
if (differences > 0) process.exitCode = 1;
