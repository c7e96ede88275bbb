/** The command as a process: what it prints and how it ends. */

import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeReceipts } from '../../debugger/chain/codec/receipt';
import { AVM } from './support/avm';

const root = join(__dirname, '../..');
const erc20 = join(root, 'sample-contracts/erc20');
const transfer = join(erc20, 'scenarios/transfer.scenario.json');
const built = join(root, 'target/riscv32imac-unknown-none-elf/debug/erc20');
const program = AVM;

function avm(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: status, out: stdout, err: stderr };
}

/** The transfer scenario, changed, in a folder of its own. */
function withScenario(change: (text: string) => string, body: (path: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'avm-'));
  try {
    const path = join(folder, 'changed.scenario.json');
    const text = readFileSync(transfer, 'utf8').replace('".."', JSON.stringify(erc20));
    writeFileSync(path, change(text));
    body(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('avm', function () {
  this.timeout(60_000);

  it('prints receipts with decoded events and ends with 0', () => {
    const { code, out, err } = avm('run', '--no-build', transfer);
    assert.equal(code, 0, out + err);
    assert.match(
      out,
      /^ {2}2 {2}alice → token\.transfer\(to: bob, amount: 50000000\) {2}success {2}gas \d+$/m,
    );
    assert.match(out, /^ {7}event token\.Transfer \{ from: alice, to: bob, value: 50000000 \}$/m);
    assert.match(out, /^ {7}returned 50000000$/m);
    assert.match(out, /4 of 4 transactions, 4 with expectations, no difference/);
    assert.ok(!out.includes('\u001b'));
  });

  it('says in a sentence what cannot be read or written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'avm-'));
    try {
      const huge = join(folder, 'huge');
      writeFileSync(huge, '');
      truncateSync(huge, 300 * 1024 * 1024);
      const inside = join(huge, 'inside');
      const cases: readonly (readonly [args: string[], error: RegExp])[] = [
        [['disasm', huge], /^\S+huge: no file of more than 256 MiB is read\n$/],
        [['run', '--no-build', '--trace', folder, transfer], /cannot be written: a folder, not a/],
        [['run', '--no-build', '--trace', '/dev/full', transfer], /: the disk is full\n$/],
        [['abi', __filename], /run\.test\.ts is no ELF\n$/],
        [
          ['abi', join(root, 'dist/kernel.elf')],
          /says nothing of an interface, and there is no abi/,
        ],
        [['abi', built, '--out', inside], /inside cannot be written: part of its path is a file/],
        [['client', built, '--language', 'rust', '--out', inside], /is a file, not a folder\n$/],
      ];
      for (const [args, error] of cases) {
        const { code, err } = avm(...args);
        assert.deepEqual([code, err.split('\n').length], [2, 2], err);
        assert.match(err, error);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('fails where what it prints cannot be kept', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [...program, 'abi', built], {
      encoding: 'utf8',
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    assert.deepEqual([status, stderr], [2, 'the output cannot be written: the disk is full\n']);
  });

  it('prints JSON', () => {
    const { code, out } = avm('run', '--no-build', '--json', '--coverage', transfer);
    assert.equal(code, 0);
    // docs/json.md promises it.
    const documented = readFileSync(join(root, 'docs/json.md'), 'utf8');
    const row = /^\| `avm run` \| .*$/m.exec(documented)?.[0] ?? '';
    for (const it of Object.keys(JSON.parse(out) as object))
      assert.ok(row.includes(`\`${it}\``), it);
    const twice = avm('run', '--no-build', '--json', '--receipts', '-', transfer);
    assert.deepEqual([twice.code, twice.out], [2, '']);
    const printed = JSON.parse(out) as {
      outcome: string;
      receipts: { events: { name: string }[] }[];
      accounts: { label?: string; storage: { label: string; text: string }[] }[];
    };
    assert.equal(printed.outcome, 'complete');
    assert.equal(printed.receipts[2]?.events[0]?.name, 'Transfer');
    const slots = printed.accounts.find(it => it.label === 'token')?.storage;
    assert.deepEqual(slots?.map(it => `${it.label} = ${it.text}`).sort(), [
      'Balances[alice] = 50000000',
      'Balances[bob] = 50000000',
      'Metadata = { total_supply: 100000000, decimals: 18 }',
    ]);
  });

  it('ends with 1 and says what differs', () => {
    withScenario(
      text => text.replace('"returns": 50000000', '"returns": 1'),
      path => {
        const { code, out } = avm('run', '--no-build', path);
        assert.equal(code, 1);
        assert.match(out, /^ {7}returns: expected 1, got 50000000$/m);
        assert.match(out, /1 not as expected/);
      },
    );
  });

  it('ends with 1 when the instructions it may use are not enough', () => {
    const { code, out } = avm('run', '--no-build', '--max-instructions', '1000', transfer);
    assert.equal(code, 1);
    assert.match(out, /given up after the instructions it was allowed/);
  });

  it('ends with 2 at the place where the scenario is wrong', () => {
    withScenario(
      text => text.replace('"to": "bob"', '"to": "dave"'),
      path => {
        const { code, err } = avm('run', '--no-build', path);
        assert.equal(code, 2);
        assert.match(
          err,
          /:\d+:28: "dave" is not of type address: a label of this scenario or 40 /,
        );
      },
    );
  });

  it('writes receipts as JSON and in aVM’s bytes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'avm-receipts-'));
    try {
      const [json, bytes] = [join(folder, 'receipts.json'), join(folder, 'receipts.bin')];
      assert.equal(avm('run', '--no-build', '--receipts', json, transfer).code, 0);
      const receipts = JSON.parse(readFileSync(json, 'utf8')) as {
        version: number;
        status: string;
        changes: { slots: { before: string; after: string }[] };
      }[];
      assert.deepEqual(
        receipts.map(it => [it.version, it.status, it.changes.slots.length]),
        [
          [1, 'success', 0],
          [1, 'success', 2],
          [1, 'success', 2],
          [1, 'success', 0],
        ],
      );
      const options = ['--receipts', bytes, '--receipts-format', 'avm'];
      assert.equal(avm('run', '--no-build', ...options, transfer).code, 0);
      const told = decodeReceipts(readFileSync(bytes), bytes);
      assert.deepEqual(
        told.map(it => [it.success, it.transaction.nonce, it.events.length]),
        [
          [true, 0n, 0],
          [true, 1n, 1],
          [true, 2n, 1],
          [true, 3n, 0],
        ],
      );
      const shown = avm('run', '--no-build', '--receipts', '-', transfer).out;
      assert.ok(shown.includes('"version": 1'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('ends with 2 when the command line is wrong, and with 0 after its help', () => {
    assert.equal(avm('run').code, 2);
    assert.equal(avm('walk').code, 2);
    assert.equal(avm('run', '--max-instructions', 'few', transfer).code, 2);
    const help = avm('run', '--help');
    assert.equal(help.code, 0);
    assert.match(help.out, /Examples:/);
  });
});
