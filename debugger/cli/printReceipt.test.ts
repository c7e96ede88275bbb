import { strict as assert } from 'node:assert';
import type { ReceiptView } from '../protocol';
import { printReceipt } from './printReceipt';
import { Terminal } from './terminal';

describe('a receipt in a terminal', () => {
  it('keeps a message of several lines below its title', () => {
    const view: ReceiptView = {
      index: 3,
      kind: 'call',
      title: 'alice → token.check()',
      from: '',
      to: '',
      fromLabel: 'alice',
      toLabel: 'token',
      status: 'panicked',
      reason: 'assertion failed\n  left: 1\n right: 4',
      value: '0',
      gasUsed: '9',
      gasLimit: '10',
      data: '',
      events: [],
      logs: [],
      calls: [],
    };
    let shown = '';
    const out = { write: (text: string) => (shown += text) !== '' };
    printReceipt(view, false, new Terminal(out, out));
    assert.equal(
      shown,
      '  3  alice → token.check()  panicked  gas 9\n' +
        '       reason: assertion failed\n           left: 1\n          right: 4\n',
    );
  });
});
