import assert from 'node:assert/strict';
import type { CallView, EventView, ReceiptStatus, ReceiptView } from '../../debugger/protocol';
import { outline } from './outline';
import { receiptNodes } from './receiptNodes';

const source = { path: '/token/src/main.rs', line: 12, column: 5 };

const transferEvent: EventView = {
  emitter: 'd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1',
  emitterLabel: 'token',
  name: 'Transfer',
  fields: [
    { name: 'to', type: 'address', value: 'bob' },
    { name: 'value', type: 'uint32', value: '5' },
  ],
  data: '00',
  depth: 0,
  source,
};

const call = (rest: Partial<CallView>): CallView => ({
  from: 'a',
  to: 'b',
  fromLabel: 'alice',
  toLabel: 'caller',
  value: '0',
  status: 'success',
  gasUsed: '1200',
  input: '0102',
  data: '',
  calls: [],
  ...rest,
});

const receipt = (rest: Partial<ReceiptView>): ReceiptView => ({
  index: 0,
  title: 'alice → token.transfer(to: bob)',
  function: 'transfer(to: bob)',
  kind: 'call',
  status: 'success',
  from: 'a',
  to: 'b',
  fromLabel: 'alice',
  toLabel: 'token',
  value: '0',
  gasUsed: '6812',
  gasLimit: '100000000',
  data: '',
  events: [],
  logs: [],
  calls: [],
  ...rest,
});

describe('receipts view', () => {
  it('shows what a transaction did', () => {
    const rows = receiptNodes([
      receipt({
        data: '05000000',
        decodedData: '5',
        events: [transferEvent],
        logs: [{ text: 'moved 5', source }],
        calls: [
          call({
            function: 'run()',
            calls: [call({ toLabel: 'simple', value: '1000', data: '2a' })],
          }),
        ],
        expectation: { met: true, differences: [] },
      }),
    ]);
    assert.equal(
      outline(rows),
      `#0 alice → token.transfer  6,812 gas
  call  transfer(to: bob)
  status  success
  gas  6,812 of 100,000,000
  returns  5
  events  1
    Transfer  by token · to: bob, value: 5
      to  bob
      value  5
  logs  1
    moved 5
  calls  1
    caller.run()  from alice · 1,200 gas
      input  0x0102
      returns  empty
      simple  from alice · with 1,000 coin · 1,200 gas
        value  1,000
        input  0x0102
        returns  0x2a
`,
    );
  });

  it('says how much coin came along, once in a row', () => {
    const [named, nameless] = receiptNodes([
      receipt({
        title: 'alice → token.buy(lot: 1) with 2500 coin',
        function: 'buy(lot: 1)',
        value: '2500',
      }),
      { ...receipt({ title: 'alice creates token with 7 coin', kind: 'create', value: '7' }) },
    ]);
    assert.equal(named?.label, '#0 alice → token.buy');
    assert.equal(named.description, 'with 2,500 coin · 6,812 gas');
    assert.ok(named.children?.some(it => it.label === 'value' && it.description === '2,500'));
    assert.equal(nameless?.label, '#0 alice creates token with 7 coin');
  });

  it('says why a transaction failed, and whether that was expected', () => {
    const trap = {
      cause: 13,
      pc: 0x1000,
      value: 0,
      text: 'Load page fault at 0x00001000 in token',
    };
    const rows = receiptNodes([
      receipt({ status: 'trapped', trap, expectation: { met: true, differences: [] } }),
      receipt({
        index: 1,
        status: 'panicked',
        reason: 'not enough',
        expectation: { met: false, differences: ['transactions[1].status: panicked, not success'] },
      }),
    ]);
    assert.equal(
      outline(rows),
      `#0 alice → token.transfer  trapped · 6,812 gas · as expected
  call  transfer(to: bob)
  status  trapped
  trap  Load page fault at 0x00001000 in token
  gas  6,812 of 100,000,000
#1 alice → token.transfer  panicked · 6,812 gas · not as expected
  transactions[1].status: panicked, not success
  call  transfer(to: bob)
  status  panicked
  reason  not enough
  gas  6,812 of 100,000,000
`,
    );
    assert.equal(
      rows[1]?.accessibleLabel,
      'transaction 1, alice → token.transfer(to: bob), panicked, 6,812 gas, not as expected',
    );
  });

  it('shows what gas went into, what changed, and what was undone', () => {
    const change = { label: 'token.Balances[bob]', before: 'nothing', after: '5' };
    const rows = receiptNodes([
      receipt({
        gasParts: [
          { name: 'instructions', gas: '4812' },
          { name: 'STORAGE_SET', count: '2', gas: '2000' },
        ],
        changes: [change],
        calls: [
          call({
            status: 'reverted',
            reason: 'too late',
            isUndone: true,
            source,
            changes: [change],
            calls: [call({ toLabel: 'simple', isUndone: true })],
          }),
        ],
      }),
    ]);
    assert.equal(
      outline(rows),
      `#0 alice → token.transfer  6,812 gas
  call  transfer(to: bob)
  status  success
  gas  6,812 of 100,000,000
    instructions  4,812
    STORAGE_SET  2,000 for 2
  changes  1
    token.Balances[bob]  nothing → 5
  calls  1
    caller  from alice · reverted · undone · 1,200 gas
      input  0x0102
      returns  empty
      reason  too late
      token.Balances[bob]  nothing → 5
      simple  from alice · undone · 1,200 gas
        input  0x0102
        returns  empty
`,
    );
    const calls = rows[0]?.children?.find(it => it.label === 'calls')?.children;
    assert.deepEqual(calls?.[0]?.place, source);
    assert.equal(
      calls[0].accessibleLabel,
      'call of caller from alice, reverted, undone, 1,200 gas',
    );
  });

  it('gives events and logs the line that a click opens', () => {
    const [row] = receiptNodes([
      receipt({ events: [transferEvent], logs: [{ text: 'moved 5', source }, { text: 'lost' }] }),
    ]);
    const below = (label: string) => row?.children?.find(it => it.label === label)?.children;
    assert.deepEqual(below('events')?.[0]?.place, source);
    assert.deepEqual(
      below('logs')?.map(it => it.place),
      [source, undefined],
    );
  });

  it('knows when it was what has a line to stand at', () => {
    const [row] = receiptNodes([
      receipt({
        events: [{ ...transferEvent, position: 7 }],
        logs: [
          { text: 'moved 5', position: 8, source },
          { text: 'lost', position: 9 },
        ],
      }),
    ]);
    const below = (label: string) => row?.children?.find(it => it.label === label)?.children;
    assert.equal(below('events')?.[0]?.position, 7);
    assert.deepEqual(
      below('logs')?.map(it => it.position),
      [8, undefined],
    );
  });

  it('shows an event that no ABI declares as its bytes', () => {
    const { name: _, ...unnamed } = transferEvent;
    const [row] = receiptNodes([receipt({ events: [{ ...unnamed, fields: [], data: '0aff' }] })]);
    assert.match(outline(row?.children ?? []), /^ {2}0x0aff {2}by token$/m);
  });

  const icons: readonly [ReceiptStatus, name: string, color: string][] = [
    ['success', 'pass', 'testing.iconPassed'],
    ['failed', 'error', 'testing.iconFailed'],
    ['reverted', 'discard', 'testing.iconFailed'],
    ['panicked', 'flame', 'testing.iconErrored'],
    ['trapped', 'zap', 'testing.iconErrored'],
    ['outOfGas', 'dashboard', 'testing.iconErrored'],
    ['rejected', 'circle-slash', 'testing.iconSkipped'],
  ];
  for (const [status, name, color] of icons) {
    it(`marks ${status} with ${name}`, () => {
      assert.deepEqual(receiptNodes([receipt({ status })])[0]?.icon, { name, color });
    });
  }
});
