/** Gas to the last unit: what a call costs, and that less of it leaves nothing behind. */

import { strict as assert } from 'node:assert';
import * as abi from '../../debugger/chain/abi.generated';
import { encodeState } from '../../debugger/chain/codec/state';
import type { Word } from './assemble';
import { DATA, REGISTER, addi, flatImage, imageWithData, succeed, syscall } from './assemble';
import { account, alice, call, create, runBundle } from './chain';

const contract = account(1);
const nop = addi(0, 0, 0);

/** Writes a slot, fires an event, logs a line, reads the slot back. */
const code: Word[] = [
  ...syscall(abi.STORAGE_SET, abi.ARGS_PAGE, DATA, DATA, (1 << 16) | 1, DATA, 8),
  ...syscall(abi.FIRE_EVENT, DATA, 40),
  ...syscall(abi.CONSOLE_WRITE, DATA, 3, 0, 0),
  ...syscall(abi.STORAGE_GET, abi.ARGS_PAGE, DATA, DATA, (1 << 16) | 1),
  ...succeed,
];
const busy = imageWithData(code, new TextEncoder().encode('k'.repeat(64)));

describe('gas', () => {
  it('is one for each instruction of a contract', async () => {
    const images = [0, 1, 2, 1000].map(it => flatImage([...Array<Word>(it).fill(nop), ...succeed]));
    const bundle = images.flatMap((image, at) => [
      create(account(at + 1), image),
      call(account(at + 1)),
    ]);
    const { receipts } = await runBundle(bundle);
    const used = receipts.filter((_, at) => at % 2 === 1).map(it => it.gasUsed);
    const least = used[0] ?? 0n;
    assert.deepEqual(
      used.map(it => it - least),
      [0n, 1n, 2n, 1000n],
    );
  });

  it('that is one too little leaves nothing of a call but its nonce', async () => {
    const whole = await runBundle([create(contract, busy), call(contract)]);
    const exact = whole.receipts[1]?.gasUsed ?? 0n;
    assert.equal(whole.receipts[1]?.status, 'success');
    // Every limit near the ends, and enough between them to stop in and around each syscall.
    const step = exact / 200n;
    const limits = [
      ...Array.from({ length: 40 }, (_, at) => BigInt(at)),
      ...Array.from({ length: 200 }, (_, at) => BigInt(at) * step),
      ...Array.from({ length: 40 }, (_, at) => exact - 1n - BigInt(at)),
    ];
    const run = await runBundle([
      create(contract, busy),
      ...limits.map(gasLimit => call(contract, { gasLimit })),
      call(contract, { gasLimit: exact }),
    ]);
    const failed = run.receipts.slice(1, -1);
    assert.deepEqual(
      failed.map(it => [it.status, it.gasUsed]),
      limits.map(it => ['outOfGas', it]),
    );
    for (const { writes, events } of failed) {
      assert.deepEqual(
        [writes.accounts.map(it => it.address), writes.slots, events],
        [[alice], [], []],
      );
    }
    const last = run.receipts.at(-1);
    assert.deepEqual([last?.status, last?.gasUsed], ['success', exact]);
    assert.equal(run.state.get(contract)?.storage.size, 1);
  });

  it('is the same for the same call, however many there were before', async () => {
    const calls = 2000;
    const bundle = [create(contract, busy), ...Array.from({ length: calls }, () => call(contract))];
    const { receipts, state } = await runBundle(bundle);
    // The kernel itself checks after each transaction that no page frame and no byte of its heap is lost.
    assert.equal(new Set(receipts.slice(1).map(it => it.gasUsed)).size, 1);
    assert.equal(state.get(alice)?.nonce, BigInt(calls + 1));
    assert.ok(encodeState(state.accounts()).length > 0);
  }).timeout(60_000);
});

describe('registers of a contract', () => {
  it('are all zero at its start but for the stack and the arguments', async () => {
    const { sp, a0, a1, a2, a3 } = REGISTER;
    const given = new Set<number>([0, sp, a0, a1, a2, a3]);
    // The sum of all others, in a0 of a jump to nowhere: any of them set would move the address.
    const others = Array.from({ length: 32 }, (_, at) => at).filter(it => !given.has(it));
    const add = (rs: number): Word => (rs << 20) | (REGISTER.t0 << 15) | (REGISTER.t0 << 7) | 0x33;
    const sum = others.filter(it => it !== REGISTER.t0).map(add);
    const image = flatImage([...sum, (REGISTER.t0 << 15) | 0x67]);
    const { receipts } = await runBundle([create(contract, image), call(contract)]);
    assert.deepEqual([receipts[1]?.trap?.cause, receipts[1]?.trap?.pc], [2, 0]);
  });
});
