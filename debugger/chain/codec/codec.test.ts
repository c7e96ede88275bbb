import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { MalformedInput } from '../../shared/errors';
import { hexToBytes } from '../../shared/hex';
import type { Address } from '../address';
import { parseAddress } from '../address';
import { hashCode } from '../codeHash';
import type { AccountState } from '../state';
import type { Transaction } from '../transaction';
import { DEFAULT_GAS_LIMIT, TRANSACTION_KINDS } from '../transaction';
import { decode, encode } from './combinators';
import { decodeReceipts, encodeReceipts } from './receipt';
import { result } from './result';
import { decodeState, encodeState } from './state';
import { decodeBundle, encodeBundle } from './transaction';

/** Bytes from commented hexadecimal lines: what follows `//` is for the reader. */
function bytes(text: string): Uint8Array {
  return hexToBytes(text.replace(/\/\/.*$/gm, '').replace(/\s/g, '')) ?? assert.fail(text);
}

const alice = parseAddress('d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d0') as Address;
const bob = parseAddress('d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1') as Address;

const call: Transaction = {
  kind: 'call',
  to: bob,
  from: alice,
  data: Uint8Array.of(2, 1, 0xff),
  value: 10n,
  nonce: 0x0102n,
  gasLimit: DEFAULT_GAS_LIMIT,
};

const callBytes = `
  02                                        // ProgramCall
  d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1  // to
  d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d0  // from
  03000000 0201ff                           // data
  0a00000000000000                          // value
  0201000000000000                          // nonce
`;

// Derived by hand from aVM's layouts. [avm.md 4]
const bundleBytes = `01000000 ${callBytes}`;
const receiptListBytes = `
  01000000                                  // one receipt
  58000000                                  // of 88 bytes
  ${callBytes}                              // 64
  01 00000000                               // success, error code
  04000000 64000000                         // data
  01000000 03000000 414243                  // one event
`;
const stateBytes = `
  02000000
  d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d0
  00ca9a3b000000000000000000000000          // balance 1,000,000,000
  0700000000000000 00                       // nonce, not a contract
  00000000 00000000                         // no code, no storage
  d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1
  00000000000000000000000000000000
  0000000000000000 01                       // a contract
  02000000 7300                             // its code
  02000000                                  // two slots
  03000000 413a61 01000000 09               // A:a
  03000000 423a61 00000000                  // B:a, empty
`;

const state: [Address, AccountState][] = [
  [
    alice,
    {
      balance: 1_000_000_000n,
      nonce: 7n,
      isContract: false,
      code: new Uint8Array(),
      codeHash: '',
      storage: new Map(),
    },
  ],
  [
    bob,
    {
      balance: 0n,
      nonce: 0n,
      isContract: true,
      code: Uint8Array.of(0x73, 0),
      codeHash: hashCode(Uint8Array.of(0x73, 0)),
      storage: new Map([
        ['A:a', Uint8Array.of(9)],
        ['B:a', new Uint8Array()],
      ]),
    },
  ],
];

const receipt = {
  transaction: call,
  success: true,
  errorCode: 0,
  data: Uint8Array.of(0x64, 0, 0, 0),
  events: [Uint8Array.of(0x41, 0x42, 0x43)],
};

describe("aVM's byte forms", () => {
  it('bundle', () => {
    assert.deepEqual(encodeBundle([call]), bytes(bundleBytes));
    assert.deepEqual(decodeBundle(bytes(bundleBytes), 'bundle'), [call]);
  });

  it('receipt list', () => {
    assert.deepEqual(encodeReceipts([receipt]), bytes(receiptListBytes));
    assert.deepEqual(decodeReceipts(bytes(receiptListBytes), 'receipts'), [receipt]);
  });

  it('state', () => {
    assert.deepEqual(encodeState(state), bytes(stateBytes));
    assert.deepEqual(decodeState(bytes(stateBytes), 'state'), state);
  });

  it('state, whatever order it is given in', () => {
    assert.deepEqual(encodeState([...state].reverse()), bytes(stateBytes));
  });

  it('result', () => {
    const block = bytes('01 2a000000 02000000 0102' + '00'.repeat(254));
    assert.equal(block.length, 265);
    const value = { success: true, errorCode: 42, data: Uint8Array.of(1, 2) };
    assert.deepEqual(encode(result, value), block);
    assert.deepEqual(decode(result, block, 'result'), value);
  });
});

/** Each is one edit away from a good encoding. */
const malformed: readonly [name: string, read: () => unknown, message: string][] = [
  [
    'an unknown kind of transaction',
    () => decodeBundle(bytes(bundleBytes.replace('02  ', '03  ')), 'bundle'),
    'bundle+0x00000004: unknown-tag (3, known are 0 to 2)',
  ],
  [
    'a bundle that ends early',
    () => decodeBundle(bytes(bundleBytes).subarray(0, 60), 'bundle'),
    'bundle+0x0000003c: truncated (8 bytes wanted, 0 left)',
  ],
  [
    'bytes after a bundle',
    () => decodeBundle(bytes(`${bundleBytes} 00`), 'bundle'),
    'bundle+0x00000044: trailing-bytes (1 left over)',
  ],
  [
    'a count of four billion',
    () => decodeBundle(bytes('ffffffff'), 'bundle'),
    'bundle+0x00000004: truncated (1 bytes wanted, 0 left)',
  ],
  [
    'a receipt shorter than it says',
    () => decodeReceipts(bytes(receiptListBytes.replace('58000000', '57000000')), 'receipts'),
    'receipts+0x00000004: wrong-length (87 announced, 88 used)',
  ],
  [
    'a success that is neither 0 nor 1',
    () => decodeReceipts(bytes(receiptListBytes.replace('01 00000000  ', '02 00000000  ')), 'r'),
    'r+0x00000048: not-a-flag (2, neither 0 nor 1)',
  ],
  [
    'accounts out of order',
    () => decodeState(bytes(stateBytes.replace('d0d0', 'd0d2')), 'state'),
    `state+0x00000039: not-ascending (${bob})`,
  ],
  [
    'the same key twice',
    () => decodeState(bytes(stateBytes.replace('423a61', '413a61')), 'state'),
    'state+0x0000007c: not-ascending (A:a)',
  ],
  [
    'a key that is not UTF-8',
    () => decodeState(bytes(stateBytes.replace('413a61', 'ff3a61')), 'state'),
    'state+0x00000070: not-utf-8',
  ],
  [
    'a result that says more than it can hold',
    () => decode(result, bytes('01 00000000 01010000' + '00'.repeat(256)), 'result'),
    'result+0x00000109: too-long (257 bytes, at most 256)',
  ],
];

describe("aVM's byte forms refuse", () => {
  for (const [name, read, message] of malformed) {
    it(name, () => {
      assert.throws(read, error => {
        assert.ok(error instanceof MalformedInput);
        assert.equal(error.message, message);
        return true;
      });
    });
  }
});

const anyAddress = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .map(it => parseAddress(Buffer.from(it).toString('hex')) as Address);
const u64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const u128 = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n });
const anyTransaction = fc.record(
  {
    kind: fc.constantFrom(...TRANSACTION_KINDS),
    to: anyAddress,
    from: anyAddress,
    data: fc.uint8Array(),
    value: u64,
    nonce: u64,
    gasLimit: fc.constant(DEFAULT_GAS_LIMIT),
  },
  { noNullPrototype: true },
);
const anyReceipt = fc.record(
  {
    transaction: anyTransaction,
    success: fc.boolean(),
    errorCode: fc.nat(),
    data: fc.uint8Array({ maxLength: 256 }),
    events: fc.array(fc.uint8Array()),
  },
  { noNullPrototype: true },
);
const anyAccount = fc
  .record({
    balance: u128,
    nonce: u64,
    isContract: fc.boolean(),
    code: fc.uint8Array(),
    storage: fc.dictionary(fc.string({ unit: 'grapheme' }), fc.uint8Array()),
  })
  .map(it => ({
    ...it,
    codeHash: hashCode(it.code),
    storage: new Map(Object.entries(it.storage)),
  }));

describe("aVM's byte forms, for any value", () => {
  it('round-trip a bundle', () => {
    fc.assert(
      fc.property(fc.array(anyTransaction), it => {
        assert.deepEqual(decodeBundle(encodeBundle(it), 'bundle'), it);
      }),
    );
  });

  it('round-trip receipts', () => {
    fc.assert(
      fc.property(fc.array(anyReceipt), it => {
        assert.deepEqual(decodeReceipts(encodeReceipts(it), 'receipts'), it);
      }),
    );
  });

  it('give a state one encoding', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(anyAddress, anyAccount), { selector: ([at]) => at }),
        it => {
          const encoded = encodeState(it);
          assert.deepEqual(encodeState(decodeState(encoded, 'state')), encoded);
          assert.deepEqual(encodeState([...it].reverse()), encoded);
        },
      ),
    );
  });

  it('refuse or read random bytes, and never anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), it => {
        for (const read of [decodeBundle, decodeReceipts, decodeState]) {
          try {
            read(it, 'noise');
          } catch (error) {
            assert.ok(error instanceof MalformedInput, String(error));
          }
        }
      }),
    );
  });
});
