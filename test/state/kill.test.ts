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
import { heightOf, receiptAt } from '../../debugger/chain/storedChain';
import { openChainFolder } from '../../debugger/host/chainFolder';
import { bytesToHex } from '../../debugger/shared/hex';
import { reachedBy, transactions } from './longBundle';

const KILLS = Number(process.env['KILLS'] ?? 12);
const COUNT = 2500;
const LONGEST_START_MS = 1500;
const LONGEST_LIFE_MS = 600;
const bundle = transactions(COUNT);

/** Lives until it is done or, some time after its first transaction, killed; one in four while it still opens the chain. */
async function live(folder: string): Promise<'killed' | 'done'> {
  const program = join(__dirname, 'durableRun.ts');
  const child = spawn(process.execPath, ['-r', 'tsx/cjs', program, folder, String(COUNT)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'exit');
  const isEarly = Math.random() < 0.25;
  if (!isEarly) await Promise.race([once(child.stdout, 'data'), ended]);
  const life = Math.random() * (isEarly ? LONGEST_START_MS : LONGEST_LIFE_MS);
  await Promise.race([setTimeout(life), ended]);
  child.kill('SIGKILL');
  await ended;
  assert.ok(!said.includes('kernel'), said);
  return said.includes('done') ? 'done' : 'killed';
}

/** Opens what is left: how long the chain is. It is what a run of so many transactions makes, no more and no less. */
async function inspect(folder: string): Promise<number> {
  const { state, isNew, notes, close } = await openChainFolder(folder, 'create');
  try {
    assert.deepEqual(notes, []);
    if (isNew) return 0;
    const receipts = [];
    for (let at = 0n; ; at++) {
      const receipt = await receiptAt(state, at);
      if (receipt === undefined) break;
      receipts.push(receipt);
    }
    const reached = receipts.length;
    assert.equal(await heightOf(state), BigInt(reached));
    const expected = await reachedBy(bundle, reached);
    assert.equal(await state.root(), expected.root, `the root after ${reached} transactions`);
    const accounts = [];
    for await (const it of state.everyAccount()) accounts.push(it);
    assert.ok(Buffer.compare(encodeState(accounts), expected.state) === 0, 'the state');
    assert.deepEqual(
      receipts.map(it => [it.status, it.gasUsed, bytesToHex(it.data)]),
      expected.receipts.map(it => [it.status, it.gasUsed, bytesToHex(it.data)]),
    );
    return reached;
  } finally {
    await close();
  }
}

describe('a chain whose process is killed', () => {
  it(`is whole afterwards, ${KILLS} times`, async () => {
    let kills = 0;
    const heights: number[] = [];
    while (kills < KILLS) {
      const folder = mkdtempSync(join(tmpdir(), 'avm-kill-'));
      try {
        let height = 0;
        for (let state = 'killed'; state === 'killed' && kills < KILLS;) {
          state = await live(folder);
          if (state === 'killed') kills += 1;
          const next = await inspect(folder);
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
