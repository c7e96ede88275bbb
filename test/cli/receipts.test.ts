/** `avm receipts` and `avm state` as processes, on what `avm run` has left. */

import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readReceipts } from '../../debugger/chain/receipts/readReceipts';
import { receiptJson } from '../../debugger/chain/receipts/receiptJson';
import { MalformedInput } from '../../debugger/shared/errors';
import { AVM } from './support/avm';

const root = join(__dirname, '../..');
const transfer = join(root, 'sample-contracts/erc20/scenarios/transfer.scenario.json');

function avm(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...AVM, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: status, out: stdout, err: stderr };
}

describe('what a run has left', function () {
  this.timeout(60_000);
  let folder: string;
  const at = (name: string): string => join(folder, name);
  const names = ['--no-build', '--names', transfer];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'avm-left-'));
    const run = (...args: string[]): void =>
      assert.equal(avm('run', '--no-build', ...args).code, 0, args.join(' '));
    run('--chain', at('chain'), '--receipts', at('receipts.json'), transfer);
    run('--receipts-format', 'avm', '--receipts', at('receipts.bin'), transfer);
    avm('chain', 'export', at('chain'), at('state.bin'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('is shown from a chain, a JSON file and aVM’s bytes, with the same words', () => {
    for (const source of ['chain', 'receipts.json', 'receipts.bin']) {
      const { code, out, err } = avm('receipts', at(source), ...names);
      assert.equal(code, 0, err);
      assert.match(out, /alice → token\.transfer\(to: bob, amount: 50000000\) {2}success/, source);
      assert.match(out, /event token\.Transfer \{ from: alice, to: bob, value: 50000000 \}/);
      assert.match(out, /^ {7}returned 50000000$/m);
    }
  });

  it('is shown without names as bytes and addresses', () => {
    const { out } = avm('receipts', at('receipts.json'), '--last', '1');
    assert.match(out, /^ {2}3 {2}0xd5a3\w+ → 0xd5a3\w+ {2}success {2}gas \d+\n {7}returned 0x/);
  });

  it('is narrowed, and told to programs', () => {
    const views = (...args: string[]): { index: number; changes: object[] }[] =>
      JSON.parse(avm('receipts', at('chain'), '--json', ...names, ...args).out) as ReturnType<
        typeof views
      >;
    assert.deepEqual(
      views('--last', '2').map(it => it.index),
      [2, 3],
    );
    assert.deepEqual([views('--failed').length, views('--account', 'token').length], [0, 4]);
    assert.equal(views('--account', 'bob').length, 0);
    const changes = (source: string): string =>
      avm('receipts', at(source), '--verbose', ...names).out;
    assert.match(changes('receipts.json'), /token\.Balances\[bob\]: nothing → 50000000/);
  });

  it('has a state, of which accounts can be picked', () => {
    const slots = /^ {2}Balances\[alice\] {2}50000000\n {2}Balances\[bob\] {4}50000000$/m;
    const [chain, end, file] = [
      avm('state', at('chain'), ...names),
      avm('state', '--no-build', transfer),
      avm('state', at('state.bin'), ...names),
    ];
    for (const { code, out, err } of [chain, end, file]) {
      assert.equal(code, 0, err);
      assert.match(out, slots);
    }
    assert.equal(chain.out, file.out);
    assert.match(end.out, /^alice {2}d5a3\w+\n {2}balance 1,000,000,000 {2}nonce 4$/m);
    const { accounts, root } = JSON.parse(
      avm('state', at('chain'), '--json', '--account', 'token', ...names).out,
    ) as { accounts: { label: string; storage: object[] }[]; root: string };
    assert.deepEqual(
      accounts.map(it => [it.label, it.storage.length]),
      [['token', 3]],
    );
    assert.ok(chain.out.endsWith(`root  ${root}\n`));
  });

  const refused: readonly [what: string, args: string[], sentence: RegExp][] = [
    ['a chain that is not there', ['receipts', 'none'], /there is no chain in/],
    [
      'a scenario',
      ['receipts', transfer],
      /is no list of receipts: avm run --receipts .* writes one/,
    ],
    ['a name that nobody has', ['state', 'chain', '--account', 'zoe'], /zoe is no address and no /],
    [
      'an account that is not there',
      ['state', 'chain', '--account', '11'.repeat(20)],
      /no account 1/,
    ],
    ['names from no scenario', ['state', 'chain', '--names', 'none'], /there is no file none/],
  ];
  for (const [what, [command = '', source = '', ...rest], sentence] of refused) {
    it(`refuses ${what}`, () => {
      const path = source === transfer ? source : at(source);
      const { code, out, err } = avm(command, path, ...rest);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, sentence);
    });
  }

  it('reads the JSON of receipts as it was written, calls and failures included', () => {
    let read = 0;
    for (const name of ['call_program/scenarios/call', 'trouble/scenarios/trouble']) {
      const scenario = join(root, 'sample-contracts', `${name}.scenario.json`);
      avm('run', '--no-build', '--receipts', at('more.json'), scenario);
      const text = readFileSync(at('more.json'), 'utf8');
      // Codes of accounts are not in it, so that what changed in them cannot be told again.
      const told = (JSON.parse(text) as { changes: object }[]).map(it => ({
        ...it,
        changes: { ...it.changes, accounts: [] },
      }));
      assert.deepEqual(readReceipts(text, name).map(receiptJson), told);
      read += told.length;
    }
    assert.ok(read > 10);
  });

  it('refuses JSON that is damaged in any member', () => {
    const text = readFileSync(at('receipts.json'), 'utf8');
    assert.throws(() => readReceipts('{}', 'a.json'), /a\.json\+0x0+: no-receipts/);
    for (const member of ['version', 'kind', 'from', 'value', 'status', 'gas', 'events', 'calls']) {
      const [first, ...others] = JSON.parse(text) as [Record<string, unknown>, ...unknown[]];
      const damaged = JSON.stringify([{ ...first, [member]: { not: 'it' } }, ...others]);
      writeFileSync(at('damaged.json'), damaged);
      assert.throws(() => readReceipts(damaged, 'a.json'), MalformedInput, member);
    }
  });
});
