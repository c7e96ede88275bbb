import assert from 'node:assert/strict';
import type { ReceiptView } from '../protocol';
import { receiptLine } from './receiptLine';

const receipt: ReceiptView = {
  index: 2,
  title: 'alice → token.transfer(to: bob, amount: 5)',
  kind: 'call',
  status: 'success',
  from: '',
  to: '',
  fromLabel: 'alice',
  toLabel: 'token',
  value: '0',
  gasUsed: '1234567',
  gasLimit: '100000000',
  data: '',
  events: [],
  logs: [],
  calls: [],
};
const event = { emitter: '', emitterLabel: 'token', data: 'ff00', depth: 0, fields: [] };

describe('receipt line', () => {
  const cases: readonly [name: string, given: Partial<ReceiptView>, tail: string][] = [
    ['a success', {}, 'success  gas 1,234,567'],
    ['small gas', { gasUsed: '999' }, 'success  gas 999'],
    ['a returned value', { decodedData: '7' }, 'success  gas 1,234,567  returns 7'],
    [
      'an event',
      {
        events: [
          { ...event, name: 'Paid', fields: [{ name: 'to', type: 'Address', value: 'bob' }] },
        ],
      },
      'success  gas 1,234,567  Paid{to: bob}',
    ],
    ['an unknown event', { events: [event] }, 'success  gas 1,234,567  event 0xff00'],
    [
      'a failure',
      { status: 'panicked', reason: 'insufficient', gasUsed: '12' },
      'panicked: insufficient  gas 12',
    ],
    [
      'a reason that says the status itself',
      { status: 'outOfGas', reason: 'out of gas: the limit is 9', gasUsed: '9' },
      'out of gas: the limit is 9  gas 9',
    ],
    [
      'a trap',
      { status: 'trapped', trap: { cause: 15, pc: 0, value: 0, text: 'Store page fault' } },
      'trapped: Store page fault  gas 1,234,567',
    ],
  ];
  for (const [name, given, tail] of cases) {
    it(`shows ${name}`, () => {
      const line = receiptLine({ ...receipt, ...given });
      assert.equal(line, `#2 alice → token.transfer(to: bob, amount: 5)  ${tail}`);
    });
  }
});
