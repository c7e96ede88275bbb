import assert from 'node:assert/strict';
import type { AccountView, SlotView } from '../../debugger/protocol';
import type { ViewNode } from './node';
import { outline } from './outline';
import { stateNodes } from './stateNodes';

const address = (last: string) => `d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0${last}`;

const slot = (domain: string, label: string, text: string): SlotView => ({
  key: `${domain}:${label}`,
  domain,
  label,
  value: '00e1f505',
  text,
});

const account = (rest: Partial<AccountView>): AccountView => ({
  address: address('d0'),
  balance: '0',
  nonce: '0',
  isContract: false,
  codeSize: 0,
  storage: [],
  ...rest,
});

describe('state view', () => {
  it('shows contracts first, then accounts by name', () => {
    const rows = stateNodes([
      account({ address: address('d3'), label: 'carol', balance: '1000000000', nonce: '4' }),
      account({ address: address('d2') }),
      account({
        address: address('d1'),
        label: 'token',
        isContract: true,
        codeSize: 12345,
        codeHash: 'ab'.repeat(32),
        program: 'erc20',
        storage: [
          slot('Balances', 'Balances[alice]', '50000000'),
          slot('P', 'Metadata', '{ decimals: 18 }'),
          slot('Balances', 'Balances[bob]', '1'),
          slot('P', 'Owner', '{ paused: true }'),
          slot('', 'no colon', '0x00'),
        ],
      }),
    ]);
    assert.equal(
      outline(rows),
      `token  0 · 5 slots
  address  d5a3…d0d1
  balance  0
  nonce  0
  code  erc20, 12,345 bytes
  code hash  abab…abab
  Balances  2 slots
    alice  50000000
    bob  1
  Metadata  { decimals: 18 }
  Owner  { paused: true }
  no colon  0x00
carol  1,000,000,000
  address  d5a3…d0d3
  balance  1,000,000,000
  nonce  4
d5a3…d0d2  0
  address  d5a3…d0d2
  balance  0
  nonce  0
`,
    );
  });

  it('copies numbers without separators and addresses at full length', () => {
    const [row] = stateNodes([account({ label: 'alice', balance: '1000000000' })]);
    assert.equal(row?.copy, address('d0'));
    const balance = row?.children?.find(it => it.label === 'balance');
    assert.deepEqual([balance?.description, balance?.copy], ['1,000,000,000', '1000000000']);
  });

  it('speaks of an account in one sentence', () => {
    const storage = [slot('P', 'Metadata', '1')];
    const [row] = stateNodes([account({ label: 'token', isContract: true, storage })]);
    assert.equal(row?.accessibleLabel, 'contract token, balance 0, 1 slot');
  });

  it('gives every row an id of its own', () => {
    const storage = ['a', 'b'].map(it => slot('Balances', `Balances[${it}]`, '1'));
    const rows = stateNodes([account({ storage }), account({ address: address('d1'), storage })]);
    const ids: string[] = [];
    const collect = (nodes: readonly (typeof rows)[number][]) =>
      nodes.forEach(it => (ids.push(it.id), collect(it.children ?? [])));
    collect(rows);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('marks what is watched, a slot or a whole map, for the eye and for a screen reader', () => {
    const token = account({
      isContract: true,
      storage: [slot('Balances', 'Balances[alice]', '5'), slot('P', 'Owner', '{}')],
    });
    const watchedKey = 'Balances:Balances[alice]';
    const [row] = stateNodes([token], ({ key, domain }) =>
      key === watchedKey
        ? 'readWrite'
        : key === undefined && domain === 'Balances'
          ? 'write'
          : undefined,
    );
    const all = (rows: readonly ViewNode[]): ViewNode[] =>
      rows.flatMap(it => [it, ...all(it.children ?? [])]);
    const watchable = all(row?.children ?? []).filter(it => it.slot !== undefined);
    assert.deepEqual(
      watchable.map(it => [it.accessibleLabel, it.icon?.name, it.watched]),
      [
        ['storage Balances, 1 slot, stops when it changes', 'debug-breakpoint-data', 'write'],
        [
          'Balances[alice]: 5, stops when it is read or written',
          'debug-breakpoint-data',
          'readWrite',
        ],
        ['Owner: {}', 'symbol-field', undefined],
      ],
    );
    assert.deepEqual(watchable[0]?.slot, { account: address('d0'), domain: 'Balances' });
  });

  it('has a row for what is watched and not there, to stop watching it', () => {
    const watched = (domain: string, key?: string) =>
      ({ account: address('d0'), domain, accessType: 'write', ...(key && { key }) }) as const;
    const token = account({ storage: [slot('Balances', 'Balances[alice]', '5')] });
    const [row] = stateNodes([token], undefined, [
      watched('Balances'),
      watched('Balances', 'Balances:Balances[alice]'),
      watched('Balances', 'Balances:Balances[bob]'),
      watched('Allowances'),
      watched('Owner', '4f776e65720000000001'),
      { ...watched('Owner'), account: address('d7') },
    ]);
    const absent = row?.children?.filter(it => it.watched !== undefined) ?? [];
    assert.deepEqual(
      absent.map(it => [it.accessibleLabel, it.slot?.key]),
      [
        [
          'storage Balances:Balances[bob]: nothing there, stops when it changes',
          'Balances:Balances[bob]',
        ],
        ['storage Allowances: nothing there, stops when it changes', undefined],
        ['storage Owner 4f77…0001: nothing there, stops when it changes', '4f776e65720000000001'],
      ],
    );
  });
});
