/**
 * The stack at every instruction of whole transactions, in contracts and in the kernel under them, against the calls
 * and returns that were executed. `scripts/walkStacks.ts` does the same for all transactions of any scenario.
 */

import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { walkTransactions } from './support/walkedTransactions';

const root = join(__dirname, '../..');

const TRANSACTIONS: readonly [what: string, scenario: string, index: number][] = [
  ['a transfer of tokens', 'erc20/transfer', 3],
  ['a contract that calls another', 'call_program/call', 2],
  ['a panic of core', 'trouble/trouble', 8],
];

describe('callers at every instruction', function () {
  this.timeout(300_000);
  for (const [what, name, index] of TRANSACTIONS) {
    it(`of ${what} are those that called`, async () => {
      const [crate = '', scenario = ''] = name.split('/');
      const path = join(root, `sample-contracts/${crate}/scenarios/${scenario}.scenario.json`);
      const walked = await walkTransactions(path, join(root, 'dist/kernel.elf'), index, 1);
      const { differences, counts } = walked;
      assert.deepEqual([...differences.values()], []);
      assert.ok(counts.instructions > 20_000, `${counts.instructions} instructions`);
      assert.ok(counts.deepest > 8, `${counts.deepest} frames`);
      // With frame pointers and tables, no register of a caller is lost.
      assert.ok(counts.toldRegisters > 100 * counts.untoldRegisters);
    });
  }
});
