/** A chain that stays: `avm run --chain` and `avm chain`, as processes. */

import { strict as assert } from 'node:assert';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { decodeReceipts } from '../../debugger/chain/codec/receipt';
import { decodeBundle } from '../../debugger/chain/codec/transaction';
import { decodeState } from '../../debugger/chain/codec/state';
import { AVM } from './support/avm';

const root = join(__dirname, '../..');
const scenario = join(root, 'sample-contracts/erc20/scenarios/transfer.scenario.json');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const avm = (...args: string[]): Ended => avmAs({}, ...args);

function avmAs(user: { uid?: number; gid?: number }, ...args: string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...AVM, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
    ...user,
  });
  return { code: status, out: stdout, err: stderr };
}

interface Facts {
  transactions: string;
  accounts: number;
  contracts: number;
  slots: number;
  root: string;
  bytes: number;
}

describe('a chain in a folder', function () {
  this.timeout(120_000);
  let folder: string;
  let chain: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'avm-chain-'));
    chain = join(folder, 'chain');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (): ReturnType<typeof avm> => avm('run', '--no-build', '--chain', chain, scenario);
  const facts = (at = chain): Facts => JSON.parse(avm('chain', 'info', '--json', at).out) as Facts;

  it('keeps what a run did, and the next run goes on from there', () => {
    const first = run();
    assert.equal(first.code, 0, first.err);
    const before = facts();
    assert.deepEqual([before.transactions, before.accounts, before.contracts], ['4', 4, 1]);
    assert.match(before.root, /^[0-9a-f]{64}$/);
    // The contract is there already, so that what the scenario expects of making it is not met.
    const second = run();
    assert.equal(second.code, 1);
    assert.match(second.out, /holds code already/);
    const after = facts();
    assert.equal(after.transactions, '8');
    assert.notEqual(after.root, before.root);
  });

  it('says which transaction moves more coin than aVM’s bytes have room for', () => {
    const [alice, bob] = ['a1'.repeat(20), 'b0'.repeat(20)];
    const accounts = { alice: { address: alice, balance: `${1n << 100n}` }, bob: { address: bob } };
    const transfer = { transfer: { to: 'bob', value: `${1n << 64n}` }, from: 'alice' };
    const file = join(folder, 'much.scenario.json');
    writeFileSync(file, JSON.stringify({ version: 1, accounts, transactions: [transfer] }));
    const [state, list] = [join(folder, 'state.bin'), join(folder, 'list.bin')];
    assert.equal(avm('run', '--chain', chain, file).code, 0);
    for (const args of [
      ['chain', 'export', chain, state, '--receipts', list],
      ['chain', 'export', chain, state, '--bundle', list],
      ['run', file, '--receipts', list, '--receipts-format', 'avm'],
    ]) {
      const { code, err } = avm(...args);
      assert.equal(code, 2, err);
      const why =
        /transaction 0 moves 18446744073709551616, and aVM's bytes have room for \d+ at most: take JSON/;
      assert.match(err, why);
      assert.doesNotMatch(err, /InvariantError/);
      assert.ok(!existsSync(list));
    }
  });

  it('goes out and comes back in aVM’s bytes, receipts too', () => {
    run();
    const [state, receipts] = [join(folder, 'state.bin'), join(folder, 'receipts.bin')];
    const bundle = join(folder, 'bundle.bin');
    const out = avm('chain', 'export', chain, state, '--receipts', receipts, '--bundle', bundle);
    assert.equal(out.code, 0, out.err);
    assert.deepEqual(
      decodeBundle(readFileSync(bundle), bundle).map(it => it.kind),
      ['create', 'call', 'call', 'call'],
    );
    const accounts = decodeState(readFileSync(state), state);
    assert.equal(accounts.length, 4);
    const told = decodeReceipts(readFileSync(receipts), receipts);
    assert.deepEqual(
      told.map(it => [it.success, it.transaction.nonce]),
      [
        [true, 0n],
        [true, 1n],
        [true, 2n],
        [true, 3n],
      ],
    );
    assert.equal(told[2]?.events.length, 1);

    const copy = join(folder, 'copy');
    const back = avm('chain', 'import', copy, state);
    assert.equal(back.code, 0, back.err);
    const [one, other] = [facts(), facts(copy)];
    assert.equal(other.root, one.root);
    assert.deepEqual(
      [other.accounts, other.slots, other.transactions],
      [one.accounts, one.slots, '0'],
    );
    assert.deepEqual(readdirSync(folder).sort(), [
      'bundle.bin',
      'chain',
      'copy',
      'receipts.bin',
      'state.bin',
    ]);
  });

  it('is replaced only when that is meant, and by a state that is whole', () => {
    run();
    const state = join(folder, 'state.bin');
    avm('chain', 'export', chain, state);
    const before = facts();
    assert.match(avm('chain', 'import', chain, state).err, /--force replaces a chain/);
    const cut = join(folder, 'cut.bin');
    writeFileSync(cut, readFileSync(state).subarray(0, -1));
    const refused = avm('chain', 'import', '--force', chain, cut);
    assert.equal(refused.code, 2);
    assert.match(refused.err, /cut\.bin\+0x[0-9a-f]{8}: truncated/);
    assert.deepEqual({ ...facts(), bytes: 0 }, { ...before, bytes: 0 });
    assert.equal(avm('chain', 'import', '--force', chain, state).code, 0);
    assert.deepEqual([facts().root, facts().transactions], [before.root, '0']);
    assert.deepEqual(readdirSync(folder).sort(), ['chain', 'cut.bin', 'state.bin']);
    const notes = join(folder, 'notes');
    mkdirSync(notes);
    writeFileSync(join(notes, 'notes.txt'), 'mine');
    assert.match(avm('chain', 'import', '--force', notes, state).err, /is no chain/);
    assert.equal(readFileSync(join(notes, 'notes.txt'), 'utf8'), 'mine');
  });

  it('is deleted only when that is meant', () => {
    run();
    const asked = avm('chain', 'reset', chain);
    assert.equal(asked.code, 2);
    assert.match(asked.err, /deletes a chain of 4 transactions: avm chain reset --yes/);
    assert.ok(existsSync(chain));
    assert.equal(avm('chain', 'reset', '--yes', chain).code, 0);
    assert.ok(!existsSync(chain));
  });

  it('says what is wrong with a folder', () => {
    assert.match(avm('chain', 'info', chain).err, /there is no chain in .*chain/);
    mkdirSync(chain);
    writeFileSync(join(chain, 'notes.txt'), 'mine');
    const other = run();
    assert.equal(other.code, 2);
    assert.match(other.err, /is no chain: it holds other files/);
    assert.match(avm('chain', 'reset', '--yes', chain).err, /is no chain/);
    assert.equal(readFileSync(join(chain, 'notes.txt'), 'utf8'), 'mine');
    const file = join(folder, 'file');
    writeFileSync(file, '');
    assert.match(avm('chain', 'info', file).err, /is no folder that can be read/);
  });

  it('says so when it is damaged', () => {
    run();
    const log = readdirSync(chain).find(name => name.endsWith('.log')) ?? '';
    const bytes = readFileSync(join(chain, log));
    writeFileSync(join(chain, log), bytes.fill(0xff, 5000, 5010)); // Of the first transaction.
    const torn = avm('chain', 'info', chain);
    assert.equal(torn.code, 2, torn.out);
    assert.match(
      torn.err,
      /is damaged: \d+\.log\+0x[0-9a-f]+: wrong-checksum, with whole records behind/,
    );
    for (const it of readdirSync(chain).filter(name => name.startsWith('MANIFEST'))) {
      writeFileSync(join(chain, it), 'nonsense');
    }
    const { code, err } = avm('chain', 'info', chain);
    assert.equal(code, 2);
    assert.match(err, /the chain in .* is damaged: .*Import an export/s);
  });

  it('is checked: files, state, code and receipts', async () => {
    run();
    const whole = avm('chain', 'check', chain);
    assert.deepEqual([whole.code, whole.out], [0, ''], whole.err);
    assert.match(whole.err, /the chain in .* is whole/);
    // What something else has written has checksums that fit.
    const store = new ClassicLevel<string, Uint8Array>(chain, { valueEncoding: 'view' });
    const [slot = ''] = await store.keys({ gte: 's/', limit: 1 }).all();
    await store.put(slot, new Uint8Array(16));
    const [code = ''] = await store.keys({ gte: 'c/', limit: 1 }).all();
    await store.put(code, new Uint8Array(16));
    await store.put('r/0000000000000002', new Uint8Array(3));
    await store.close();
    const written = avm('chain', 'check', chain);
    assert.equal(written.code, 1, written.err);
    assert.deepEqual(
      written.out
        .trim()
        .split('\n')
        .map(it => it.replace(/[0-9a-f]{40,}/g, '…')),
      [
        `${slot.replace(/[0-9a-f]{40,}/g, '…')}: not what the state root was made of`,
        'account …: its code has another hash than …',
        'r/0000000000000002+0x00000001: truncated (20 bytes wanted, 2 left)',
      ],
    );
    const table = join(chain, readdirSync(chain).find(name => name.endsWith('.ldb')) ?? '');
    const bytes = readFileSync(table);
    writeFileSync(table, bytes.fill(0xff, 100, 101));
    const torn = avm('chain', 'check', '--json', chain);
    assert.equal(torn.code, 1, torn.err);
    const told = JSON.parse(torn.out) as { isWhole: boolean; faults: string[] };
    assert.deepEqual([told.isWhole, told.faults.length], [false, 1]);
    assert.match(told.faults[0] ?? '', /\.ldb\+0x[0-9a-f]{8}: wrong-checksum/);
    assert.match(run().err, /is damaged: .*wrong-checksum.*Import an export/);
    assert.match(avm('chain', 'info', chain).err, /What is read from it may be wrong/);
    assert.match(avm('chain', 'reset', chain).err, /deletes a chain/);
    assert.equal(avm('chain', 'reset', '--yes', chain).code, 0);
  });

  it('is looked at where it may only be read', () => {
    run();
    const before = facts();
    chmodSync(folder, 0o755);
    for (const it of readdirSync(chain)) chmodSync(join(chain, it), 0o444);
    chmodSync(chain, 0o555);
    // Nobody forbids root anything.
    const reader = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const files = readdirSync(tmpdir());
    const seen = avmAs(reader, 'chain', 'info', '--json', chain);
    assert.equal(seen.code, 0, seen.err);
    assert.deepEqual({ ...(JSON.parse(seen.out) as Facts), bytes: 0 }, { ...before, bytes: 0 });
    assert.equal(avmAs(reader, 'chain', 'check', chain).code, 0);
    const written = avmAs(reader, 'run', '--no-build', '--chain', chain, scenario);
    assert.equal(written.code, 2);
    assert.match(written.err, /cannot be written: it may only be read\. avm chain, avm state/);
    const left = readdirSync(tmpdir()).filter(it => it.startsWith('avm-view-'));
    assert.deepEqual(
      left,
      files.filter(it => it.startsWith('avm-view-')),
    );
    chmodSync(chain, 0o755);
  });

  it('is one program’s at a time, and a second one says whose', async () => {
    const program = join(root, 'test/state/durableRun.ts');
    const writer = spawn(process.execPath, ['-r', 'tsx/cjs', program, chain, '1500'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(writer.stdout, 'data');
    writer.stdout.resume();
    writer.kill('SIGSTOP');
    for (const args of [
      ['run', '--no-build', '--chain', chain, scenario],
      ['chain', 'info', chain],
      ['chain', 'reset', '--yes', chain],
    ]) {
      const { code, err } = avm(...args);
      assert.equal(code, 2, err);
      assert.match(
        err,
        new RegExp(`process ${writer.pid} has the chain in .* open \\(.*durableRun`),
      );
    }
    writer.kill('SIGCONT');
    const [code] = (await once(writer, 'exit')) as [number];
    assert.equal(code, 0);
    assert.equal(facts().transactions, '1500');
    assert.equal(avm('chain', 'check', chain).code, 0);
  });
});
