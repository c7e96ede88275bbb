import { strict as assert } from 'node:assert';
import * as abi from '../abi.generated';
import type { Address } from '../address';
import { parseAddress } from '../address';
import { encode } from '../codec/combinators';
import { STATUSES } from '../receipt';
import { RULES, TRANSACTION_KINDS } from '../transaction';
import { accountRecord, taskAnnouncement, transactionHeader } from './records';

const alice = parseAddress('00'.repeat(19) + '0a') as Address;
const token = parseAddress('00'.repeat(19) + '0b') as Address;

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
});
