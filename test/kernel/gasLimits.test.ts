/** A transaction that does everything, at every limit that could tear it: all of it happens, or nothing does. */

import { strict as assert } from 'node:assert';
import * as abi from '../../debugger/chain/abi.generated';
import type { Address } from '../../debugger/chain/address';
import { addressToBytes } from '../../debugger/chain/address';
import { encodeState } from '../../debugger/chain/codec/state';
import type { Receipt } from '../../debugger/chain/receipt';
import type { ChainState } from '../../debugger/chain/state';
import type { Transaction } from '../../debugger/chain/transaction';
import { ByteWriter } from '../../debugger/shared/byteWriter';
import type { Word } from './assemble';
import { DATA, REGISTER, succeed, syscall } from './assemble';
import { account, alice, call, create, runBundle } from './chain';
import { OUT, first, program, second } from './programs';

const third = account(3);
/** Goes on if the last syscall answered 0; otherwise it is an illegal instruction. [Unpriv §2.5] */
const orTrap: Word[] = [(REGISTER.a0 << 15) | (8 << 7) | 0x63, 0];

const slot = (key: number): number[] => [abi.ARGS_PAGE, DATA, DATA + key, (1 << 16) | 1];
const set = (key: number): Word[] => [
  ...syscall(abi.STORAGE_SET, ...slot(key), DATA, 8),
  ...orTrap,
];
const [CALLEE, GIFT, VALUE, CHILD] = [DATA + 32, DATA + 64, DATA + 80, DATA + 128];
const child = new Uint8Array(16).fill(0x13);

const everything = [
  ...set(1),
  ...set(2),
  ...syscall(abi.STORAGE_DELETE, ...slot(2)),
  ...orTrap,
  ...syscall(abi.STORAGE_GET, ...slot(1)),
  ...syscall(abi.FIRE_EVENT, DATA, 40),
  ...orTrap,
  ...syscall(abi.CONSOLE_WRITE, DATA, 3, 0, 0),
  ...syscall(abi.TRANSFER, 0, CALLEE, 2, 0),
  ...orTrap,
  ...syscall(abi.CREATE, CHILD, child.length, GIFT, OUT),
  ...orTrap,
  ...syscall(abi.KECCAK_256, DATA, 100, OUT + 32),
  ...syscall(abi.CALL, CALLEE, DATA, 8, VALUE, -1, -1),
  ...orTrap,
  ...syscall(abi.ALLOC, 10_000, 8),
  ...set(3),
];

/** Letters to take keys from, whom to call, 3 coins for a child and some for the callee, and an image. */
const dataFor = (callee: Address, value: bigint): Uint8Array => {
  const data = new Uint8Array(256);
  data.set(new TextEncoder().encode('abcdefghijklmnopqrstuvwxyz'));
  data.set(addressToBytes(callee), 32);
  data.set(new ByteWriter().u128(3n).u128(value).finish(), 64);
  data.set(child, 128);
  return data;
};

/** First does everything and calls second, which does everything and calls third. */
const setUp: readonly Transaction[] = [
  create(first, program([...everything, ...succeed], dataFor(second, 12n))),
  create(second, program([...everything, ...succeed], dataFor(third, 1n))),
  create(third, program([...set(4), ...succeed], dataFor(third, 0n))),
];
const tryWith = (gasLimit: bigint): Transaction => call(first, { gasLimit, value: 20n });

async function attempts(limits: readonly bigint[]): Promise<readonly Receipt[]> {
  const { receipts } = await runBundle([...setUp, ...limits.map(tryWith)]);
  return receipts.slice(setUp.length);
}

/** How many syscalls a transaction has come to. */
const reached = (it: Receipt): number =>
  it.calls.flatMap(({ syscalls }) => syscalls).reduce((sum, { count }) => sum + count, 0);

/** The smallest limit at which each syscall is come to, all looked for at once. */
async function thresholds(count: number, most: bigint): Promise<bigint[]> {
  const ranges = Array.from({ length: count }, () => ({ below: -1n, at: most }));
  while (ranges.some(it => it.at - it.below > 1n)) {
    const middles = ranges.map(({ below, at }) => (below + at) / 2n);
    const receipts = await attempts(middles);
    ranges.forEach((it, n) => {
      const receipt = receipts[n] ?? assert.fail('no receipt');
      if (reached(receipt) > n) it.at = middles[n] ?? 0n;
      else it.below = middles[n] ?? 0n;
    });
  }
  return ranges.map(it => it.at);
}

/** The same numbers in every run. [Numerical Recipes, 7.1: the constants of a linear congruential generator] */
function* random(seed: number): Generator<number> {
  for (let x = seed; ; yield x / 2 ** 32) x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
}

const bytesOf = (state: ChainState): Uint8Array =>
  encodeState(
    [...state.accounts()].map(([at, it]) => [at, at === alice ? { ...it, nonce: 0n } : it]),
  );

describe('a transaction at any gas limit', () => {
  it('happens, or leaves nothing but a nonce', async () => {
    const [whole] = await attempts([1_000_000n]);
    assert.equal(whole?.status, 'success', whole?.reason);
    const exact = whole?.gasUsed ?? 0n;
    const syscalls = reached(whole ?? assert.fail('no receipt'));
    assert.equal(syscalls, 25);

    // A caller keeps a 64th of what it has, so that the least that a transaction gets by with is more than what it uses.
    const edges = await thresholds(syscalls, 1_000_000n);
    const around = edges.flatMap(it => [-2n, -1n, 0n, 1n, 2n, 30n, 31n].map(by => it + by));
    const next = random(1);
    const anywhere = Array.from({ length: 500 }, () =>
      BigInt(Math.floor((next.next().value as number) * Number(exact) * 1.1)),
    );
    const limits = [...around, ...anywhere, 0n, exact - 1n, exact].filter(it => it >= 0n);

    const before = bytesOf((await runBundle(setUp)).state);
    const run = await runBundle([...setUp, ...limits.map(tryWith)].slice(0, -1));
    const torn = run.receipts.slice(setUp.length).filter(it => it.status !== 'success');
    assert.ok(torn.length > 500, String(torn.length));
    const kinds = new Set(torn.map(it => it.status));
    assert.deepEqual([...kinds].sort(), ['outOfGas', 'trapped']);
    for (const it of torn) {
      const changed = it.writes.accounts.map(({ address, balance }) => [address, balance]);
      const balance = it.before.accounts[0]?.balance;
      assert.deepEqual(
        [changed, it.writes.slots, it.events],
        [[[alice, balance]], [], []],
        String(it.transaction.gasLimit),
      );
      assert.ok(it.gasUsed <= it.transaction.gasLimit);
    }
    const done = run.receipts.slice(setUp.length).filter(it => it.status === 'success');
    for (const it of done) assert.equal(it.gasUsed, exact);

    const failing = torn.map(it => it.transaction);
    const after = await runBundle([...setUp, ...failing]);
    assert.deepEqual(bytesOf(after.state), before);
  }).timeout(60_000);
});
