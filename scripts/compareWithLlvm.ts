/**
 * `tsx scripts/compareWithLlvm.ts [--words N] [--seed S]`: our disassembler beside LLVM's on every halfword and on so
 * many words, ten million unless told, spread over all opcodes. Every halfword and a tenth of the words are assembled
 * again from their text. Prints what differs, and fails where anything does.
 */

import { parseArgs } from 'node:util';
import { isShort } from '../debugger/vm/isa/instruction';
import { differences, neighbours, sampleWords, unreadable } from './lib/llvm';

const CHUNK = 500_000;
const SHOWN = 20;
/** One word in so many is also assembled again from its text. */
const READ_BACK = 10;

const { values } = parseArgs({
  options: {
    words: { type: 'string', default: '10000000' },
    seed: { type: 'string', default: '1' },
  },
});
const total = Number(values.words);
const start = performance.now();
const halfwords = Array.from({ length: 0x10000 }, (_, word) => word).filter(isShort);
report('halfwords', halfwords.length, differences(halfwords, 2, 'usual'));
report('halfwords read back', halfwords.length, unreadable(halfwords, 2, 'raw'));
const near = neighbours();
report('words near rows', near.length, differences(near, 4, 'usual'));
let [compared, different] = [0, 0];
for (let chunk = 0; compared < total; chunk += 1) {
  const words = sampleWords(Math.min(CHUNK, total - compared) * 1.04, Number(values.seed) + chunk);
  const spelling = chunk % 2 === 0 ? 'usual' : 'raw';
  const found = differences(words, 4, spelling);
  const readBack = words.slice(0, words.length / READ_BACK);
  found.push(...unreadable(readBack, 4, spelling));
  compared += words.length;
  different += found.length;
  report('words', compared, found);
}
const seconds = ((performance.now() - start) / 1000).toFixed(0);
console.log(`${compared.toLocaleString('en')} words, ${different} differences, ${seconds} s`);

function report(what: string, count: number, found: readonly string[]): void {
  console.log(
    `${count.toLocaleString('en')} ${what}: ${found.length} differences in the last part`,
  );
  for (const line of found.slice(0, SHOWN)) console.log(`  ${line}`);
  if (found.length > 0) process.exitCode = 1;
}
