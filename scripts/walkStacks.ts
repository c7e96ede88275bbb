/**
 * `npx tsx scripts/walkStacks.ts SCENARIO…`: executes every transaction of scenarios instruction by instruction and
 * says wherever the stack that the debugger shows is not what was called. Their contracts have to be built before; how
 * they are built is up to whoever runs it. Half a minute for a hundred thousand instructions of a debug build.
 */

import { join, relative } from 'node:path';
import { walkTransactions } from '../test/engine/support/walkedTransactions';

const root = join(__dirname, '..');

void main();

async function main(): Promise<void> {
  for (const scenario of process.argv.slice(2)) {
    const started = Date.now();
    const { counts, differences } = await walkTransactions(scenario, join(root, 'dist/kernel.elf'));
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    const { instructions, deepest, toldRegisters: told, untoldRegisters: untold } = counts;
    console.log(
      `${relative(root, scenario)}: ${instructions} instructions in ${seconds} s, up to ${deepest} frames, ` +
        `${told} registers told and ${untold} not, ${differences.size} differences`,
    );
    for (const { where, expected, found } of differences.values()) {
      console.log(`  ${where}: ${expected} called, the debugger says ${found}`);
    }
    if (differences.size > 0) process.exitCode = 1;
  }
}
