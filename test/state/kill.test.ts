/**
 * A process that is killed at any moment leaves the chain after its last committed transaction, whole.
 * KILLS=300 kills as often; a dozen times otherwise.
 */

import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { encodeState } from '../../debugger/chain/codec/state';
import { ChainRun } from '../../debugger/chain/run';
import { ChainState, memoryStore } from '../../debugger/chain/state';
import { readHeight, receiptAt } from '../../debugger/chain/storedChain';
import { openChainFolder } from '../../debugger/host/chainFolder';
import { kernel } from '../kernel/chain';
import { begin, transactions } from './longBundle';

const KILLS = Number(process.env['KILLS'] ?? 12);
const COUNT = 2500;
const LONGEST_LIFE_MS = 600;

/** The root after each number of transactions, from a run that nobody disturbs. */
async function undisturbed(): Promise<string[]> {
  const state = new ChainState(memoryStore());
  begin(state);
  await state.persist();
  const roots = [await state.root()];
  const bundle = transactions(COUNT);
  const run = new ChainRun({ kernel, state, bundle, rules: 'strict', isDurable: true });
  for (;;) {
    const stop = run.run(10_000_000);
    if (stop === 'complete') return roots;
    assert.equal(stop, 'waiting');
    await run.ready();
    // A run waits after each commit, and now and then for a read.
    if (run.receipts.length === roots.length) roots.push(await state.root());
  }
}

/** Lives until it is done, or until it is killed. */
async function live(folder: string, life: number): Promise<'killed' | 'done'> {
  const program = join(__dirname, 'durableRun.ts');
  const child = spawn(process.execPath, ['-r', 'tsx/cjs', program, folder, String(COUNT)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'exit');
  // Sometimes it is killed while it opens the chain.
  if (life > LONGEST_LIFE_MS / 10) await Promise.race([once(child.stdout, 'data'), ended]);
  await Promise.race([setTimeout(life), ended]);
  child.kill('SIGKILL');
  await ended;
  assert.ok(!said.includes('kernel'), said);
  return said.includes('done') ? 'done' : 'killed';
}

/** Opens what is left: how long the chain is. It must be whole, by its own words and by its root. */
async function inspect(folder: string, roots: readonly string[]): Promise<number> {
  const { state, isNew, close } = await openChainFolder(folder, 'create');
  try {
    if (isNew) return 0;
    let height = readHeight(state);
    while ('wait' in height) {
      await height.wait;
      height = readHeight(state);
    }
    const reached = Number(height.value);
    assert.equal(await state.root(), roots[reached], `the root after ${reached} transactions`);
    // The root again, from the accounts themselves and not from the tree beside them.
    const accounts = [];
    for await (const it of state.everyAccount()) accounts.push(it);
    const copy = new ChainState();
    copy.apply({
      accounts: accounts.map(([address, it]) => ({ address, ...it })),
      slots: accounts.flatMap(([address, it]) =>
        [...it.storage].map(([key, value]) => ({ address, key, value })),
      ),
    });
    assert.equal(await copy.root(), roots[reached], 'the root of what is there');
    assert.ok(encodeState(accounts).length > 0);
    assert.equal(await receiptAt(state, height.value), undefined);
    if (reached > 0) assert.ok(await receiptAt(state, height.value - 1n));
    return reached;
  } finally {
    await close();
  }
}

describe('a chain whose process is killed', () => {
  it(`is whole afterwards, ${KILLS} times`, async () => {
    const roots = await undisturbed();
    assert.equal(new Set(roots).size, COUNT + 1);
    let kills = 0;
    const heights: number[] = [];
    while (kills < KILLS) {
      const folder = mkdtempSync(join(tmpdir(), 'avm-kill-'));
      try {
        let height = 0;
        for (let state = 'killed'; state === 'killed' && kills < KILLS;) {
          state = await live(folder, Math.random() * LONGEST_LIFE_MS);
          if (state === 'killed') kills += 1;
          const next = await inspect(folder, roots);
          assert.ok(next >= height, `from ${height} to ${next}`);
          height = next;
          heights.push(height);
          if (state === 'done') assert.equal(height, COUNT);
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
    }
    assert.ok(new Set(heights).size > KILLS / 3, `killed at ${heights.join(', ')}`);
  }).timeout(KILLS * 10_000 + 60_000);
});
