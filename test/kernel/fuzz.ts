/** Random contracts, images and bundles, and what must hold of all of them. For fuzz.test.ts and scripts/fuzzChain.ts. */

import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import * as abi from '../../debugger/chain/abi.generated';
import type { Address } from '../../debugger/chain/address';
import { addressToBytes } from '../../debugger/chain/address';
import type { Receipt } from '../../debugger/chain/receipt';
import { ChainRun } from '../../debugger/chain/run';
import type { AccountWrite } from '../../debugger/chain/state';
import { ChainState } from '../../debugger/chain/state';
import type { Rules, Transaction } from '../../debugger/chain/transaction';
import { TRANSACTION_KINDS } from '../../debugger/chain/transaction';
import type { Word } from './assemble';
import {
  DATA,
  ECALL,
  FENCE_I,
  REGISTER,
  addi,
  elfImage,
  flatImage,
  li,
  lw,
  sw,
  words,
} from './assemble';
import { GOOD, STACK_BOTTOM, elf, flat, wellDone } from './attack';
import { account, alice, call, create, kernel } from './chain';
import { SYSCALLS, goodArguments, goodData } from './syscallArguments';

/** A state and what is done to it. */
export interface Chain {
  readonly accounts: readonly AccountWrite[];
  readonly bundle: readonly Transaction[];
  readonly rules: Rules;
}

/** The least that the kernel runs in: eight mebibytes of page frames. */
const RAM_BYTES = 24 << 20;
/** More than all gas of a bundle buys. */
const MOST_STEPS = 2_000_000_000;

const [first, second] = [account(0xf1), account(0xf2)];
const RULES: readonly Rules[] = ['strict', 'compat'];
const rich: AccountWrite = {
  address: alice,
  balance: 1_000_000n,
  nonce: 0n,
  isContract: false,
  code: undefined,
};

/** Runs it twice: no death, a receipt each, nothing of what failed, all coin still there, and the same again. */
export async function checkChain(chain: Chain): Promise<void> {
  const [one, again] = [await run(chain), await run(chain)];
  assert.equal(one.receipts.length, chain.bundle.length);
  const known = new Map(chain.accounts.map(it => [it.address, it]));
  for (const it of one.receipts) {
    checkCoin(it, known);
    checkFailure(it, chain.rules);
    assert.ok(it.gasUsed <= it.transaction.gasLimit, `transaction ${it.index}: gas`);
  }
  assert.deepEqual(again.receipts, one.receipts);
  assert.deepEqual([...again.state.accounts()], [...one.state.accounts()]);
}

async function run({ accounts, bundle, rules }: Chain): Promise<ChainRun> {
  const state = new ChainState();
  state.apply({ accounts, slots: [] });
  const it = new ChainRun({ kernel, state, bundle, rules, ramBytes: RAM_BYTES });
  for (;;) {
    const stop = it.run(MOST_STEPS - it.machine.position);
    if (stop === 'waiting') await it.ready();
    else {
      assert.deepEqual([stop, it.epitaph], ['complete', undefined]);
      return it;
    }
  }
}

/** Coin goes from one to another, and what the receipt found is what the receipts before it left. */
function checkCoin(receipt: Receipt, known: Map<Address, AccountWrite>): void {
  const { writes, before, index } = receipt;
  let made = 0n;
  writes.accounts.forEach((it, at) => {
    const found = before.accounts[at];
    const expected = known.get(it.address);
    assert.deepEqual(
      [found?.balance ?? 0n, found?.nonce ?? 0n],
      [expected?.balance ?? 0n, expected?.nonce ?? 0n],
      `transaction ${index}: what it found at ${it.address}`,
    );
    made += it.balance - (found?.balance ?? 0n);
    known.set(it.address, it);
  });
  assert.equal(made, 0n, `transaction ${index}: coin out of nothing`);
}

/** What is undone has used up a nonce, where they count; what was rejected not even that. */
function checkFailure(receipt: Receipt, rules: Rules): void {
  const { status, writes, before, events, transaction, index } = receipt;
  // aVM's contracts keep what they wrote when they say that they failed.
  if (status === 'success' || (status === 'failed' && rules === 'compat')) return;
  const sender = before.accounts[0];
  const nonceUsed = {
    address: transaction.from,
    balance: sender?.balance ?? 0n,
    nonce: (sender?.nonce ?? 0n) + 1n,
    isContract: sender?.isContract ?? false,
    code: undefined,
  };
  const accounts = status === 'rejected' || rules === 'compat' ? [] : [nonceUsed];
  assert.deepEqual(
    [writes, events],
    [{ accounts, slots: [] }, []],
    `transaction ${index}: ${status}`,
  );
}

/** Addresses and lengths at which something begins or ends. */
const interesting = fc.constantFrom(
  ...[0, 1, 2, 4, 7, 16, 20, 32, 33, 64, 65, 255, 256, 257, 265, 1024, 1025, 3072, 3073, 4096],
  ...[0xffff, 0x10000, 0x10001, 0x20002, 0x30002, 0xffff0000, 0x7fffffff, 0x80000000],
  ...[0xffffffff, 0xfffffffe, 0xfffff000, 0x100, 0x3fc, 0x400, DATA - 1, DATA, DATA + 20],
  ...[DATA + 40, DATA + 0x80, DATA + 0xff0, elf.dataEnd - 1, elf.dataEnd, elf.entry, 0xa000],
  ...[0x32000, 0x31fff, 0x132000, STACK_BOTTOM - 1, STACK_BOTTOM, abi.STACK_TOP - 1, abi.STACK_TOP],
  ...[abi.STACK_TOP - 0x800, abi.ARGS_PAGE - 1, abi.ARGS_PAGE, abi.ARGS_PAGE + 20],
  ...[abi.ARGS_PAGE + 4095, abi.ARGS_PAGE + 4096, abi.RAM_BASE, abi.RAM_BASE + 0x400000],
);

/** What goes into an argument's register; undefined for the answer of the syscall before. */
const argument = fc.oneof(
  { weight: 6, arbitrary: interesting },
  { weight: 1, arbitrary: fc.nat() },
  { weight: 1, arbitrary: fc.constant(undefined) },
);

/** Where CREATE leaves an address. */
const MADE = abi.STACK_TOP - 0x800;

interface Asked {
  readonly number: number;
  readonly args: readonly (number | undefined)[];
}

/** A good call of a syscall with some arguments replaced, or any call of any. */
const asked: fc.Arbitrary<Asked> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...SYSCALLS),
        fc.array(fc.tuple(fc.nat(5), argument), { maxLength: 2 }),
      )
      .map(([row, replaced]) => {
        const args: (number | undefined)[] = goodArguments(row);
        for (const [at, it] of replaced) if (at < args.length) args[at] = it;
        return { number: row.number, args };
      }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      number: fc.oneof(fc.nat(30), fc.constantFrom(214, 1000, 0xffffffff)),
      args: fc.array(argument, { minLength: 6, maxLength: 6 }),
    }),
  },
);

/** Calls of one another with value and gas: what sequences of the above seldom are. */
const calls: fc.Arbitrary<Asked> = fc
  .tuple(
    fc.constantFrom(DATA, DATA + 20, DATA + 40, MADE, abi.ARGS_PAGE, abi.ARGS_PAGE + 20),
    fc.constantFrom(0, DATA + 0x60, DATA + 0x70),
    fc.constantFrom(0, 100, 10_000, 300_000, 0x7fffffff),
  )
  .map(([to, value, gas]) => ({ number: abi.CALL, args: [to, DATA, 4, value, gas, 0] }));

/** Makes contracts, of a flat image one that is what it is itself. */
const creations: fc.Arbitrary<Asked> = fc
  .tuple(fc.constantFrom(0, DATA), fc.constantFrom(3, 0x1400), fc.constantFrom(0, DATA + 0x60))
  .map(([code, length, value]) => ({ number: abi.CREATE, args: [code, length, value, MADE] }));

/** Accesses that are mostly fine. */
const accesses = fc
  .tuple(fc.boolean(), interesting)
  .map(([isStore, at]) => [
    ...li(REGISTER.t0, at),
    isStore ? sw(REGISTER.t0, 0, REGISTER.t0) : lw(REGISTER.t1, 0, REGISTER.t0),
  ]);

const steps = fc.oneof(
  { weight: 12, arbitrary: asked.map(syscallWords) },
  { weight: 4, arbitrary: calls.map(syscallWords) },
  { weight: 2, arbitrary: creations.map(syscallWords) },
  { weight: 1, arbitrary: accesses },
);

function syscallWords({ number, args }: Asked): Word[] {
  const loads = args.map((it, at) => [REGISTER.a1 + at, it] as const);
  return [
    ...loads.flatMap(([to, it]) => (it === undefined ? [addi(to, REGISTER.a0, 0)] : li(to, it))),
    ...li(REGISTER.a7, number),
    ECALL,
  ];
}

/** The good data, with two more addresses and two amounts. */
const data = ((): Uint8Array => {
  const all = Uint8Array.from(goodData);
  all.set(addressToBytes(first), 20);
  all.set(addressToBytes(second), 40);
  all[0x60] = 3;
  all.fill(0xff, 0x70, 0x80);
  return all;
})();

const contract = fc
  .tuple(fc.constantFrom(flat, elf), fc.array(steps, { minLength: 1, maxLength: 10 }))
  .map(([kind, code]) => kind.build([...code.flat(), ...wellDone], data));

const good = create(GOOD, elf.build(wellDone));
const callGood = call(GOOD);
const gasLimit = fc.constantFrom(0n, 777n, 40_000n, 200_000n, 2_000_000n);

/** Syscalls in any order with any arguments, in two contracts that call each other. */
export const callingContracts: fc.Arbitrary<Chain> = fc
  .record({
    one: contract,
    other: contract,
    gas: fc.array(gasLimit, { minLength: 3, maxLength: 3 }),
    rules: fc.constantFrom(...RULES),
  })
  .map(({ one, other, gas, rules }) => ({
    accounts: [rich, { ...rich, address: first, balance: 50n }],
    rules,
    bundle: [
      ...[create(first, one), create(second, other), good],
      call(first, { gasLimit: gas[0] ?? 0n, value: 10n }),
      call(second, { gasLimit: gas[1] ?? 0n, input: Uint8Array.of(1, 2, 3) }),
      call(first, { gasLimit: gas[2] ?? 0n }),
      callGood,
    ],
  }));

const segment = fc.record({
  va: fc.oneof(interesting, fc.nat(0x10000)),
  bytes: fc.uint8Array({ maxLength: 64 }),
  memoryBytes: fc.oneof(fc.nat(0x3000), interesting),
  rights: fc.nat(8),
});

/** Damage at the places where an ELF says what it is, or anywhere. */
const hits = fc.array(
  fc.record({
    at: fc.oneof(fc.nat(51), fc.nat(52 + 5 * 32), fc.nat(0x1000)),
    value: fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff)),
  }),
  { maxLength: 6 },
);

/** Instructions that come near what is allowed, and any. */
const instruction = fc.oneof(
  fc.nat(0xffffffff),
  fc.constantFrom(ECALL, FENCE_I, 0x100073, 0x30200073, 0x10500073, 0x00008067, 0x12000073),
  fc.nat(0x1ffffff).map(it => ((it << 7) | 0x23) >>> 0), // Stores.
  fc.nat(0x1ffffff).map(it => ((it << 7) | 0x2f) >>> 0), // Atomics.
  fc.nat(0x1ffffff).map(it => ((it << 7) | 0x6f) >>> 0), // Jumps.
);

const image = fc.oneof(
  fc.uint8Array({ maxLength: 0x500 }),
  fc.array(instruction, { maxLength: 60 }).map(it => flatImage(it)),
  fc.array(instruction, { maxLength: 60 }).map(it => elf.build(it)),
  fc
    .tuple(fc.oneof(interesting, fc.nat(0x10000)), fc.array(segment, { maxLength: 6 }))
    .map(([entry, segments]) => elfImage(entry, segments)),
  fc
    .tuple(hits, fc.option(fc.nat(0x5000)), fc.array(steps, { maxLength: 3 }))
    .map(([damage, length, code]) => {
      const whole = elf.build([...code.flat(), ...wellDone], data);
      const bytes = Uint8Array.from(whole.subarray(0, length ?? whole.length));
      for (const { at, value } of damage) if (at < bytes.length) bytes[at] = value;
      return bytes;
    }),
);

/** Anything at all as code, twice, since what was loaded is kept. */
export const anyImages: fc.Arbitrary<Chain> = fc
  .record({
    images: fc.array(image, { minLength: 1, maxLength: 4 }),
    gas: gasLimit,
    rules: fc.constantFrom(...RULES),
  })
  .map(({ images, gas, rules }) => ({
    accounts: [rich],
    rules,
    bundle: [
      good,
      ...images.flatMap((it, at) => {
        const to = account(0x100 + at);
        return [create(to, it), call(to, { gasLimit: gas }), call(to, { gasLimit: 20_000n })];
      }),
      callGood,
    ],
  }));

const U64 = 1n << 64n;
const U128 = 1n << 128n;
const amount = fc.oneof(
  fc.constantFrom(0n, 1n, 2n, 50n, U64 - 1n, U64, U128 / 2n, U128 - 2n, U128 - 1n),
  fc.bigInt({ min: 0n, max: U128 - 1n }),
);
const party = fc.constantFrom(alice, GOOD, first, second, account(0xabc), account(0));
const nonce = fc.oneof(
  { weight: 4, arbitrary: fc.constant('next' as const) },
  { weight: 1, arbitrary: fc.constantFrom(0n, 1n, 2n, U64 - 1n) },
);

/** Pays out, calls with value, makes contracts. */
const payer = elf.build(
  [
    ...syscallWords({ number: abi.TRANSFER, args: [0, DATA, 1, 0] }),
    ...syscallWords({ number: abi.CALL, args: [DATA + 40, 0, 0, DATA + 0x60, 99_000, 0] }),
    ...syscallWords({
      number: abi.CREATE,
      args: [DATA + 0x80, 3, DATA + 0x60, abi.STACK_TOP - 20],
    }),
    ...wellDone,
  ],
  data,
);
const payload = fc.oneof(
  fc.constantFrom(new Uint8Array(), payer, Uint8Array.of(0), words([0]), goodData),
  fc.uint8Array({ maxLength: 40 }),
);

const transaction: fc.Arbitrary<Transaction> = fc.record({
  kind: fc.constantFrom(...TRANSACTION_KINDS),
  from: party,
  to: party,
  value: amount,
  nonce,
  data: payload,
  gasLimit: fc.constantFrom(0n, 1n, 5_000n, 300_000n, U64 - 1n),
});

const accountWrite: fc.Arbitrary<AccountWrite> = fc
  .record({
    address: party,
    balance: amount,
    nonce: fc.constantFrom(0n, 1n, U64 - 2n, U64 - 1n),
    code: fc.option(fc.constantFrom(payer, elf.build(wellDone)), { nil: undefined }),
  })
  .map(it => ({ ...it, isContract: it.code !== undefined }));

/** Transfers, creations and calls of whoever there is, over any state. */
export const anyBundles: fc.Arbitrary<Chain> = fc.record({
  accounts: fc.uniqueArray(accountWrite, { selector: it => it.address, maxLength: 6 }),
  bundle: fc.array(transaction, { minLength: 1, maxLength: 12 }),
  rules: fc.constantFrom(...RULES),
});

export const FUZZERS: readonly (readonly [name: string, chains: fc.Arbitrary<Chain>])[] = [
  ['two contracts and any syscalls', callingContracts],
  ['anything as code', anyImages],
  ['any bundle over any state', anyBundles],
];
