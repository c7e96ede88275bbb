import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import * as abi from '../abi.generated';
import type { Address } from '../address';
import { addressFromBytes, parseAddress } from '../address';
import { decode, encode } from '../codec/combinators';
import { accountRecord as storedAccount } from '../database/keys';
import { STATUSES } from '../receipt';
import { RULES, TRANSACTION_KINDS } from '../transaction';
import {
  accountRecord,
  commitRecord,
  task as taskRecord,
  taskAnnouncement,
  transactionHeader,
} from './records';

const alice = parseAddress('00'.repeat(19) + '0a') as Address;
const token = parseAddress('00'.repeat(19) + '0b') as Address;

/** As literals are. */
const ours = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(fields, { noNullPrototype: true });

describe('firmware records', () => {
  const tags: readonly [string, readonly string[], (name: string) => string][] = [
    ['kinds', TRANSACTION_KINDS, it => `KIND_${it}`],
    ['rules', RULES, it => `RULES_${it}`],
    ['statuses', STATUSES, it => `STATUS_${it.replace(/[A-Z]/g, '_$&')}`],
  ];
  for (const [what, names, constant] of tags) {
    it(`number ${what} as the guest does`, () => {
      const numbers = new Map(Object.entries(abi));
      assert.deepEqual(
        names.map(it => numbers.get(constant(it).toUpperCase())),
        names.map((_, at) => at),
      );
    });
  }

  it('have the sizes that the guest has', () => {
    const header = {
      kind: 'call',
      to: token,
      from: alice,
      value: 5n,
      nonce: 3n,
      gasLimit: 77n,
      rules: 'strict',
      dataLength: 3,
      index: 0,
    } as const;
    assert.equal(encode(transactionHeader, header).length, 96);
    const task = {
      id: 1,
      callerId: undefined,
      satp: 0,
      trapFrame: 0,
      to: token,
      from: alice,
      inputAddress: 0,
      inputLength: 0,
      value: 0n,
      depth: 0,
      gasLimit: 0n,
    };
    assert.equal(encode(taskAnnouncement, task).length, 96);
    const account = {
      balance: 0n,
      nonce: 0n,
      codeLength: 0,
      isContract: false,
      codeHash: new Uint8Array(32),
    };
    assert.equal(encode(accountRecord, account).length, 64);
  });

  it('are read as they are written, field by field', () => {
    const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
    const index = fc.option(fc.integer({ min: 0, max: 1000 }), { nil: undefined });
    const u64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    const u128 = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n });
    const address = fc
      .uint8Array({ minLength: 20, maxLength: 20 })
      .map(it => addressFromBytes(it) ?? alice);
    const bytes = fc.uint8Array({ maxLength: 9 });
    const option = fc.option(bytes, { nil: undefined });
    const text = fc.string({ unit: 'grapheme', maxLength: 5 });
    const status = fc.constantFrom(...STATUSES);
    const fault = ours({ cause: u32, pc: u32, value: u32 });
    const few = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 2 });
    const fired = { depth: u32, pc: u32, ordinal: u32 };
    const emission = ours({ call: u32, emitter: address, ...fired, data: bytes });
    const call = ours({
      ...fired,
      index: u32,
      parent: index,
      from: address,
      to: address,
      value: u128,
      input: bytes,
      isKept: fc.boolean(),
      status,
      errorCode: u32,
      data: bytes,
      reason: text,
      fault,
      gasLimit: u64,
      gasUsed: u64,
      instructions: u64,
      syscalls: few(ours({ number: u32, count: u32, gas: u64 })),
      payments: few(ours({ from: address, to: address, value: u128 })),
      created: few(address),
      writes: few(ours({ key: text, before: option, after: option })),
    });
    const isContract = fc.boolean();
    const account = ours({ address, balance: u128, nonce: u64, isContract, code: option });
    const commit = ours({
      version: fc.constant(2),
      status,
      errorCode: u32,
      gasUsed: u64,
      data: bytes,
      reason: text,
      fault,
      failedIn: address,
      events: few(emission),
      logs: few(emission),
      calls: few(call),
      accounts: few(account),
      slots: few(ours({ address, key: text, value: option })),
    });
    const task = ours({
      id: u32,
      callerId: index,
      satp: u32,
      trapFrame: u32,
      to: address,
      from: address,
      inputAddress: u32,
      inputLength: u32,
      value: u128,
      depth: u32,
      gasLimit: u64,
    });
    const codeHash = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const stored = ours({ balance: u128, nonce: u64, isContract, codeLength: u32, codeHash });
    fc.assert(
      fc.property(commit, task, stored, (record, started, kept) => {
        assert.deepEqual(decode(commitRecord, encode(commitRecord, record), 'test'), record);
        assert.deepEqual(decode(taskRecord, encode(taskRecord, started), 'test'), started);
        assert.deepEqual(decode(storedAccount, encode(storedAccount, kept), 'test'), kept);
      }),
    );
  });
});
