/** Bytes that were right once: cut off anywhere, or with any one byte changed. Refused with the place, or read as they are. */

import { strict as assert } from 'node:assert';
import { MalformedInput } from '../../shared/errors';
import type { Address } from '../address';
import { parseAddress } from '../address';
import { hashCode } from '../codeHash';
import { accountRecord } from '../database/keys';
import { commitRecord, taskAnnouncement, transactionHeader } from '../firmware/records';
import { quietCall, quietCommit } from '../receipt.fixture';
import type { Transaction } from '../transaction';
import { decode, encode } from './combinators';
import { decodeReceipts, encodeReceipts } from './receipt';
import { decodeState, encodeState } from './state';
import { decodeBundle, encodeBundle } from './transaction';

const [alice, bob] = ['0a', '0b'].map(it => parseAddress(it.repeat(20)) as Address) as [
  Address,
  Address,
];
const some = Uint8Array.of(1, 2, 3);
const fault = { cause: 13, pc: 0x1000, value: 8 };
const emission = { call: 0, emitter: bob, depth: 0, pc: 0x1000, ordinal: 0, data: some };
const transaction: Transaction = {
  kind: 'call',
  from: alice,
  to: bob,
  value: 5n,
  nonce: 1n,
  data: some,
  gasLimit: 100_000_000n,
};

const commit = encode(commitRecord, {
  ...quietCommit(bob),
  fault,
  reason: 'why',
  events: [emission],
  logs: [emission],
  calls: [
    {
      ...quietCall(alice, bob),
      ordinal: 0,
      reason: '',
      fault,
      syscalls: [{ number: 1, count: 2, gas: 3n }],
      payments: [{ from: alice, to: bob, value: 4n }],
      created: [bob],
      writes: [{ key: 'k', before: undefined, after: some }],
    },
  ],
  accounts: [{ address: bob, balance: 1n, nonce: 0n, isContract: true, code: some }],
  slots: [{ address: bob, key: 'k', value: some }],
});

const header = encode(transactionHeader, {
  ...transaction,
  nonce: 1n,
  rules: 'compat',
  dataLength: 3,
  index: 2,
});

const account = { balance: 7n, nonce: 2n, isContract: true, code: some, codeHash: hashCode(some) };
const storage = new Map([
  ['a:01', some],
  ['b:02', new Uint8Array()],
]);

interface Form {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Reads, and writes again. */
  again(bytes: Uint8Array): Uint8Array;
  /** Text that a contract chose is shown as well as it can be, so that its bytes may come back changed. */
  readonly isLenient?: boolean;
}

const forms: readonly Form[] = [
  {
    name: 'bundle',
    bytes: encodeBundle([transaction, { ...transaction, kind: 'create', nonce: 2n }]),
    again: it => encodeBundle(decodeBundle(it, 'file')),
  },
  {
    name: 'receipt list',
    bytes: encodeReceipts([
      { transaction, success: true, errorCode: 0, data: some, events: [some, some] },
    ]),
    again: it => encodeReceipts(decodeReceipts(it, 'file')),
  },
  {
    name: 'state',
    bytes: encodeState([
      [alice, { ...account, storage: new Map() }],
      [bob, { ...account, storage }],
    ]),
    again: it => encodeState(decodeState(it, 'file')),
  },
  {
    name: 'commit record',
    bytes: commit,
    again: it => encode(commitRecord, decode(commitRecord, it, 'file')),
    isLenient: true,
  },
  {
    name: 'transaction header',
    bytes: header,
    again: it => encode(transactionHeader, decode(transactionHeader, it, 'file')),
  },
  {
    name: 'task announcement',
    bytes: new Uint8Array(96),
    again: it => encode(taskAnnouncement, decode(taskAnnouncement, it, 'file')),
  },
  {
    name: 'account of a database',
    bytes: encode(accountRecord, {
      balance: 1n,
      nonce: 2n,
      isContract: true,
      codeLength: 3,
      codeHash: new Uint8Array(32).fill(4),
    }),
    again: it => encode(accountRecord, decode(accountRecord, it, 'file')),
  },
];

/** The bytes again, or where they were refused. */
function read(form: Form, bytes: Uint8Array): Uint8Array | number {
  try {
    return form.again(bytes);
  } catch (error) {
    if (!(error instanceof MalformedInput)) throw error;
    assert.equal(error.at.source, 'file');
    return error.at.offset;
  }
}

describe('damaged bytes', () => {
  for (const form of forms) {
    const { name, bytes } = form;

    it(`a ${name} is what it was`, () => assert.deepEqual(read(form, bytes), bytes));

    it(`a ${name} is refused when it is cut off, and when there is more`, () => {
      for (let length = 0; length < bytes.length; length++) {
        const place = read(form, bytes.subarray(0, length));
        assert.ok(typeof place === 'number' && place <= length, `${length} bytes`);
      }
      assert.equal(read(form, Uint8Array.of(...bytes, 0)), bytes.length);
    });

    it(`a ${name} with a bit that is wrong is refused in its place, or is another one`, () => {
      for (let at = 0; at < bytes.length; at++) {
        for (let bit = 0; bit < 8; bit++) {
          const damaged = bytes.slice();
          damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);
          const seen = read(form, damaged);
          const where = `bit ${bit} of byte ${at}`;
          if (typeof seen === 'number') assert.ok(seen <= bytes.length, where);
          else if (form.isLenient !== true) assert.deepEqual(seen, damaged, where);
        }
      }
    });
  }
});
