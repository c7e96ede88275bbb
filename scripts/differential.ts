/**
 * `tsx scripts/differential.ts [--seconds N] [--seed S] [--count N]`: random programs on QEMU and on our machine, compared
 * after every instruction. What differs is shrunk and printed; the exit code says whether anything did.
 */

import { parseArgs } from 'node:util';
import { compareRuns, type Mismatch } from './lib/lockstep/compare';
import { makeProgram, type Program } from './lib/lockstep/program';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: 'Infinity' },
  },
});

void main();

async function main(): Promise<void> {
  const end = performance.now() + Number(values.seconds) * 1000;
  let [programs, instructions, endless, mismatches] = [0, 0, 0, 0];
  for (let seed = Number(values.seed); programs < Number(values.count); seed += 1) {
    if (performance.now() > end) break;
    const program = makeProgram(seed);
    const compared = await compareRuns(program);
    programs += 1;
    instructions += compared.instructions;
    if (compared.mismatch !== undefined) {
      mismatches += 1;
      await explain(program, compared.mismatch);
    } else if (!compared.hasEnded) endless += 1;
  }
  const count = (value: number) => value.toLocaleString('en');
  console.log(
    `${count(programs)} programs, ${count(instructions)} instructions compared, ${mismatches} mismatches` +
      (endless > 0 ? `; ${endless} programs ran in circles` : ''),
  );
  if (mismatches > 0) process.exitCode = 1;
}

async function explain(program: Program, mismatch: Mismatch): Promise<void> {
  console.log(`seed ${program.seed}: after ${mismatch.after} instructions`);
  const small = await shrink(program);
  const compared = await compareRuns(small);
  print(compared.mismatch ?? mismatch);
  console.log(
    `  of ${small.chunks.length} chunks:\n${small.chunks.join('\n').replace(/^/gm, '    ')}`,
  );
}

/** Leaves out chunks, many at first, as long as any mismatch is left. */
async function shrink(program: Program): Promise<Program> {
  let small = program;
  for (let size = Math.ceil(small.chunks.length / 2); size > 0; size = Math.floor(size / 2)) {
    for (let at = 0; at < small.chunks.length;) {
      const chunks = [...small.chunks.slice(0, at), ...small.chunks.slice(at + size)];
      const tried = { ...small, chunks };
      if ((await compareRuns(tried)).mismatch === undefined) at += size;
      else small = tried;
    }
  }
  return small;
}

function print({ instruction, pc, words, after }: Mismatch): void {
  console.log(`  ${instruction} at 0x${pc.toString(16)}, instruction ${after}`);
  for (const { name, ours, theirs } of words) {
    console.log(`  ${name.padEnd(9)} ours ${hex(ours)}  QEMU ${hex(theirs)}`);
  }
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
