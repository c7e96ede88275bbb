/** What a transaction takes of the kernel's memory, it gives back: long bundles need no more than short ones. */

import { strict as assert } from 'node:assert';
import * as abi from '../../debugger/chain/abi.generated';
import type { ChainRun } from '../../debugger/chain/run';
import type { Transaction } from '../../debugger/chain/transaction';
import { DATA, addi, forever, lw, syscall } from './assemble';
import { account, alice, call, create, kernel, runBundle } from './chain';
import { callSecond, first, giveBack, program, second, secondAddress, word } from './programs';

const busy = program(
  [
    ...syscall(abi.ALLOC, 30_000, 8),
    ...syscall(abi.STORAGE_SET, abi.ARGS_PAGE, DATA, DATA, (1 << 16) | 1, DATA, 500),
    ...syscall(abi.FIRE_EVENT, DATA, 100),
    ...callSecond,
    ...giveBack(4),
  ],
  secondAddress,
);
const faulty = program([...syscall(abi.FIRE_EVENT, DATA, 100), lw(5, -4, 0)]);
const endless = program(forever([addi(0, 0, 0)]));

const setUp = [create(first, busy), create(second, faulty), create(account(3), endless)];

/** One of each ten: calls within calls, a trap, no gas, a contract that is not there; the rest are payments. */
function transaction(at: number): Transaction {
  switch (at % 10) {
    case 0:
      return call(first);
    case 3:
      return call(second);
    case 5:
      return call(account(3), { gasLimit: 1000n });
    case 7:
      return call(account(4));
    default: {
      const payee = account(1000 + (at % 500));
      return { ...call(payee, { value: 1n }), kind: 'transfer' };
    }
  }
}

/** A counter of guest/kernel/src/frames.rs, by its name there. */
function counter(run: ChainRun, name: string): number {
  const symbol = kernel.symbols.find(
    it => it.name.includes('kernel6frames') && it.name.includes(name),
  );
  const bytes = run.machine.readPhysical(symbol?.value ?? 0, 4);
  if (bytes === undefined) return assert.fail(`the kernel has no ${name}`);
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
}

describe('the kernel’s memory', () => {
  it('is the same after ten transactions and after ten thousand', async () => {
    const [few, many] = await Promise.all(
      [10, 10_000].map(count =>
        runBundle([...setUp, ...Array.from({ length: count }, (_, at) => transaction(at))]),
      ),
    );
    if (few === undefined || many === undefined) return assert.fail('no run');
    const statuses = new Set(many.receipts.map(it => it.status));
    assert.deepEqual([...statuses].sort(), ['outOfGas', 'rejected', 'success', 'trapped']);
    assert.ok(counter(few, 'IN_USE') > 0);
    assert.equal(counter(many, 'IN_USE'), counter(few, 'IN_USE'));
    // The first frame that was never handed out.
    assert.equal(counter(many, 'FRESH'), counter(few, 'FRESH'));
    assert.equal(
      many.state.get(alice)?.nonce,
      BigInt(many.receipts.filter(it => it.status !== 'rejected').length),
    );
  }).timeout(120_000);
});

describe('pages of contracts that nobody can write', () => {
  /** Middle pages are code, which cannot be written; the number lies in the last of them. */
  const numbered = (n: number): Uint8Array => {
    const image = new Uint8Array(0x3000 + 4);
    image.set(program(giveBack(4, 0x2ffc)));
    new DataView(image.buffer).setUint32(0x2ffc, n, true);
    return image;
  };
  const said = (run: ChainRun): number[] =>
    run.receipts.filter(it => it.transaction.kind === 'call').map(it => word(it.data));

  it('stay for the next call', async () => {
    const [once, often] = await Promise.all(
      [1, 20].map(count =>
        runBundle([
          create(first, numbered(7)),
          ...Array.from({ length: count }, () => call(first)),
        ]),
      ),
    );
    if (once === undefined || often === undefined) return assert.fail('no run');
    assert.deepEqual(new Set(said(often)), new Set([7]));
    assert.equal(counter(often, 'IN_USE'), counter(once, 'IN_USE'));
    // The second call is shorter: it loads two pages less.
    const calls = often.receipts.flatMap(it => it.calls.map(({ position }) => position ?? 0));
    const lengths = calls.slice(1).map((it, at) => it - (calls[at] ?? 0));
    assert.ok((lengths[0] ?? 0) - (lengths[1] ?? 0) > 2000, lengths.join(' '));
    assert.equal(new Set(lengths.slice(1)).size, 1, lengths.join(' '));
  });

  it('give way to others, of which there may be any number', async () => {
    const many = 400;
    const addresses = Array.from({ length: many }, (_, at) => account(100 + at));
    const bundle = [
      ...addresses.map((it, at) => create(it, numbered(at))),
      ...addresses.map(it => call(it)),
      ...addresses.map(it => call(it)),
    ];
    const run = await runBundle(bundle);
    const numbers = addresses.map((_, at) => at);
    assert.deepEqual(said(run), [...numbers, ...numbers]);
    assert.ok(counter(run, 'IN_USE') <= 512 + 16, String(counter(run, 'IN_USE')));
  }).timeout(60_000);

  it('are known by their code: new code at an address is new pages', async () => {
    const bundle = [1, 2, 3].flatMap(n => [create(first, numbered(n)), call(first), call(first)]);
    assert.deepEqual(said(await runBundle(bundle, 'compat')), [1, 1, 2, 2, 3, 3]);
  });
});
