import { strict as assert } from 'node:assert';
import { hexToBytes } from '../../shared/hex';
import { encodeCall } from '../abi/calls';
import { mergeAbi } from '../abi/contractAbi';
import { readDeclarations } from '../abi/declarations';
import { parseAbi } from '../abi/document';
import { encodeEvent } from '../abi/events';
import type { Program } from '../abi/program';
import type { Address } from '../address';
import { parseAddress } from '../address';
import { hashCode } from '../codeHash';
import type { CallRecord, Receipt } from '../receipt';
import * as abiNumbers from '../abi.generated';
import { quietCall } from '../receipt.fixture';
import { ChainState } from '../state';
import { describeAccounts } from './accounts';
import type { DescribeContext } from './context';
import { describeReceipt, describeTransaction } from './receipts';

const alice = parseAddress('00'.repeat(19) + '0a') as Address;
const token = parseAddress('00'.repeat(19) + '0b') as Address;
const stranger = parseAddress('00'.repeat(19) + '0c') as Address;

const image = Uint8Array.of(0x13, 0);
const abi = mergeAbi(
  parseAbi(
    `{ "functions": [ { "name": "pay", "selector": 1, "outputs": [ { "type": "uint32" } ],
       "inputs": [ { "name": "to", "type": "address" }, { "name": "amount", "type": "uint32" } ] } ] }`,
    'abi.json',
  ),
  readDeclarations(new TextEncoder().encode('event Paid(to:Address,amount:u32)\n')),
);
const program: Program = {
  name: 'token',
  path: 'token.elf',
  bytes: image,
  image,
  codeHash: hashCode(image),
  abi,
};

function context(): DescribeContext {
  const state = new ChainState();
  state.apply({
    accounts: [
      { address: token, balance: 7n, nonce: 0n, isContract: true, code: image },
      { address: alice, balance: 2n ** 100n, nonce: 3n, isContract: false, code: undefined },
    ],
    slots: [{ address: token, key: `Balances:${alice}`, value: Uint8Array.of(5, 0, 0, 0) }],
  });
  const labels = new Map([
    [alice, 'alice'],
    [token, 'token'],
  ]);
  return { labels, programs: new Map([[program.codeHash, program]]), state };
}

const input = encodeCall(abi, abi.functions[0]!, [{ address: stranger }, 5n]) as Uint8Array;
const inner: CallRecord = { ...quietCall(alice, token), input, gasUsed: 50n };
const fired = { call: 0, emitter: token, depth: 0, pc: 0x1000, position: 99 };
const receipt: Receipt = {
  index: 2,
  transaction: {
    kind: 'call',
    from: alice,
    to: token,
    value: 0n,
    nonce: 'next',
    data: input,
    gasLimit: 1000n,
  },
  status: 'success',
  errorCode: 0,
  gasUsed: 60n,
  data: Uint8Array.of(42, 0, 0, 0),
  reason: undefined,
  trap: undefined,
  failedIn: undefined,
  events: [
    {
      ...fired,
      place: { path: '/c/main.rs', line: 3, column: 5 },
      data: encodeEvent(abi, abi.events[0]!, [{ address: alice }, 5n])!,
    },
    { ...fired, place: undefined, data: hexToBytes('0102')! },
  ],
  logs: [{ ...fired, place: undefined, data: new TextEncoder().encode('paid') }],
  calls: [
    inner,
    { ...inner, index: 1, parent: 0, depth: 1, from: token, to: stranger, input: Uint8Array.of(1) },
  ],
  writes: { accounts: [], slots: [] },
  before: { accounts: [], slots: [] },
};

describe('a receipt described', () => {
  it('has names for everything that has one', () => {
    const view = describeReceipt(context(), receipt);
    const to = `0x${stranger}`;
    assert.equal(view.title, `alice → token.pay(to: ${to}, amount: 5)`);
    assert.equal(view.decodedData, '42');
    assert.deepEqual(view.events[0], {
      emitter: token,
      emitterLabel: 'token',
      name: 'Paid',
      fields: [
        { name: 'to', type: 'address', value: 'alice' },
        { name: 'amount', type: 'uint32', value: '5' },
      ],
      data: view.events[0]?.data,
      depth: 0,
      position: 99,
      source: { path: '/c/main.rs', line: 3, column: 5 },
    });
    assert.deepEqual(view.events[1]?.fields, []);
    assert.deepEqual(view.logs, [{ text: 'paid', position: 99 }]);
    assert.equal(view.calls[0]?.calls[0]?.toLabel, to);
    assert.equal(view.expectation, undefined);
  });

  it('says what changed, in the words of the contract, and what the gas went into', () => {
    const own = { balance: 5n, nonce: 4n, isContract: false, code: undefined };
    const slot = { address: token, key: `Balances:${alice}` };
    const write = { key: slot.key, before: Uint8Array.of(5, 0, 0, 0), after: undefined };
    const tally = { number: abiNumbers.STORAGE_SET, count: 2, gas: 7n };
    const view = describeReceipt(context(), {
      ...receipt,
      status: 'reverted',
      data: new TextEncoder().encode('too late'),
      calls: [
        { ...inner, isKept: false, instructions: 43n, syscalls: [tally], writes: [write] },
        { ...inner, index: 1, parent: 0, depth: 1 },
      ],
      writes: {
        accounts: [{ address: alice, ...own }],
        slots: [{ ...slot, value: Uint8Array.of(6, 0, 0, 0) }],
      },
      before: {
        accounts: [{ ...own, balance: 9n, codeLength: 0, codeHash: new Uint8Array(32) }],
        slots: [Uint8Array.of(5, 0, 0, 0)],
      },
    });
    assert.equal(view.reason, 'too late');
    assert.deepEqual(view.gasParts, [
      { name: 'instructions', gas: '43' },
      { name: 'STORAGE_SET', count: '2', gas: '7' },
    ]);
    assert.deepEqual(view.changes, [
      { label: 'alice: balance', before: '9', after: '5' },
      { label: 'token.Balances[alice]', before: '5', after: '6' },
    ]);
    const [outer] = view.calls;
    assert.deepEqual([outer?.isUndone, outer?.calls[0]?.isUndone], [true, true]);
    assert.deepEqual(outer?.changes, [
      { label: 'token.Balances[alice]', before: '5', after: 'nothing' },
    ]);
  });

  it('is plain JSON', () => {
    const view = describeReceipt(context(), receipt, []);
    assert.deepEqual(JSON.parse(JSON.stringify(view)), view);
  });

  it('does not decode what a failed call left behind', () => {
    const view = describeReceipt(context(), { ...receipt, status: 'failed' });
    assert.equal(view.decodedData, undefined);
  });

  it('names a trap as the specification does, and where it was', () => {
    const trap = { cause: 13, pc: 0x1234, value: 0x10, contract: token };
    const view = describeReceipt(context(), { ...receipt, status: 'trapped', trap });
    assert.match(
      view.trap?.text ?? '',
      /^Load page fault at 0x00001234 in token, value 0x00000010$/,
    );
  });

  it('says which differences are its own', () => {
    const place = { source: 's.json', line: 1, column: 1, message: '' };
    const other = {
      transaction: 1,
      what: 'status',
      expected: 'a',
      actual: 'b',
      place,
      golden: undefined,
    };
    const own = { ...other, transaction: 2 };
    assert.deepEqual(describeReceipt(context(), receipt, [other, own]).expectation, {
      met: false,
      differences: ['status: expected a, got b'],
    });
    assert.equal(describeReceipt(context(), receipt, [other]).expectation?.met, true);
  });

  it('has a title for each kind of transaction', () => {
    const { transaction } = receipt;
    const titles = [
      { ...transaction, kind: 'create' as const },
      { ...transaction, kind: 'transfer' as const, value: 10n },
      { ...transaction, data: Uint8Array.of(9) },
      { ...transaction, kind: 'create' as const, value: 7n },
      { ...transaction, value: 10n },
    ].map(it => describeTransaction(context(), it));
    assert.deepEqual(titles, [
      'alice creates token',
      'alice → token: 10',
      'alice → token',
      'alice creates token with 7 coin',
      `alice → token.pay(to: 0x${stranger}, amount: 5) with 10 coin`,
    ]);
  });

  it('has no coin in its title that compat rules leave where it is', () => {
    const compat: DescribeContext = { ...context(), rules: 'compat' };
    const called = { ...receipt, transaction: { ...receipt.transaction, value: 10n } };
    const { title, value } = describeReceipt(compat, called);
    assert.deepEqual([title.includes('coin'), value], [false, '0']);
    const sent = { ...called.transaction, kind: 'transfer' as const };
    assert.equal(describeTransaction(compat, sent), 'alice → token: 10');
  });
});

describe('accounts described', () => {
  it('come in the order of their addresses, with storage decoded', () => {
    assert.deepEqual(describeAccounts(context()), [
      {
        address: alice,
        label: 'alice',
        balance: (2n ** 100n).toString(),
        nonce: '3',
        isContract: false,
        codeSize: 0,
        storage: [],
      },
      {
        address: token,
        label: 'token',
        balance: '7',
        nonce: '0',
        isContract: true,
        codeSize: 2,
        codeHash: program.codeHash,
        program: 'token',
        storage: [
          {
            key: `Balances:${alice}`,
            domain: 'Balances',
            label: 'Balances[alice]',
            value: '05000000',
            text: '5',
          },
        ],
      },
    ]);
  });
});
