/** `avm bundle` as a process, on bytes that are written here field by field as aVM's page says. [aVM 4] */

import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ByteWriter } from '../../debugger/shared/byteWriter';
import { flatImage, succeed } from '../kernel/assemble';
import { AVM } from './support/avm';

function avm(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...AVM, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: status, out: stdout, err: stderr };
}

const address = (n: number): Uint8Array => new Uint8Array(20).fill(n);

const joined = (all: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(all.flatMap(it => [...it]));

/** type u8, to, from, data, value u64, nonce u64 */
function transaction(type: number, to: number, data: Uint8Array, value: bigint): Uint8Array {
  return new ByteWriter()
    .u8(type)
    .raw(address(to))
    .raw(address(1))
    .counted(data)
    .u64(value)
    .u64(99n)
    .finish();
}

/** success u8, error u32, data, events */
const nothing = (success: number, error: number): Uint8Array =>
  new ByteWriter().u8(success).u32(error).u32(0).u32(0).finish();

/** address, balance u128, nonce u64, is_contract u8, code, storage count u32 */
function account(n: number, balance: bigint, code: Uint8Array = new Uint8Array()): Uint8Array {
  const w = new ByteWriter().raw(address(n)).u128(balance).u64(0n);
  return w
    .u8(code.length > 0 ? 1 : 0)
    .counted(code)
    .u32(0)
    .finish();
}

describe('avm bundle', function () {
  this.timeout(60_000);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'avm-bundle-'))));
  after(() => rmSync(folder, { recursive: true }));
  const file = (name: string, bytes?: Uint8Array): string => {
    const path = join(folder, name);
    if (bytes !== undefined) writeFileSync(path, bytes);
    return path;
  };

  const code = flatImage(succeed);
  const transactions = [
    transaction(1, 3, code, 0n),
    transaction(2, 3, Uint8Array.of(7), 0n),
    transaction(0, 2, new Uint8Array(), 40n),
    transaction(0, 2, new Uint8Array(), 400n),
  ];
  const bundle = new ByteWriter().u32(4).raw(joined(transactions)).finish();
  const before_ = new ByteWriter().u32(1).raw(account(1, 100n)).finish();

  it('reads a bundle and a state and writes receipts and a state, all in aVM’s bytes', () => {
    const [receipts, after] = [file('receipts.bin'), file('after.bin')];
    const {
      code: exit,
      out,
      err,
    } = avm(
      'bundle',
      file('bundle.bin', bundle),
      '--state',
      file('before.bin', before_),
      '--receipts',
      receipts,
      '--final-state',
      after,
    );
    assert.equal(exit, 0, out + err);
    assert.match(out, /rejected/);
    const expected = new ByteWriter().u32(4);
    transactions.forEach((it, at) => {
      expected.counted(Uint8Array.from([...it, ...(at === 3 ? nothing(0, 1) : nothing(1, 0))]));
    });
    assert.deepEqual(new Uint8Array(readFileSync(receipts)), expected.finish());
    const state = [account(1, 60n), account(2, 40n), account(3, 0n, code)];
    const whole = new ByteWriter().u32(3).raw(joined(state)).finish();
    assert.deepEqual(new Uint8Array(readFileSync(after)), whole);
  });

  const wrong: readonly [name: string, bundle: Uint8Array, state: Uint8Array, message: RegExp][] = [
    [
      'a bundle that is cut off',
      bundle.subarray(0, -1),
      before_,
      /bundle\.bin\+0x[0-9a-f]+: truncated/,
    ],
    ['a bundle with more after it', Uint8Array.of(...bundle, 0), before_, /trailing-bytes/],
    [
      'a transaction of a type that there is not',
      new ByteWriter()
        .u32(1)
        .raw(transaction(7, 1, code, 0n))
        .finish(),
      before_,
      /bundle\.bin\+0x00000004: unknown-tag/,
    ],
    [
      'a state out of order',
      bundle,
      new ByteWriter().u32(2).raw(account(2, 0n)).raw(account(1, 0n)).finish(),
      /before\.bin\+0x0*[0-9a-f]+: not-ascending/,
    ],
  ];
  for (const [name, bytes, state, message] of wrong) {
    it(`refuses ${name}, with the place, and writes nothing`, () => {
      const after = file('never.bin');
      const { code: exit, err } = avm(
        'bundle',
        file('bundle.bin', bytes),
        '--state',
        file('before.bin', state),
        '--final-state',
        after,
      );
      assert.equal(exit, 2);
      assert.match(err, message);
      assert.ok(!existsSync(after));
    });
  }

  it('says what file is not there, and what cannot be written', () => {
    assert.match(avm('bundle', file('nowhere.bin')).err, /there is no file .*nowhere\.bin/);
    assert.match(avm('bundle', '/dev/null').err, /\/dev\/null: a device, not a file/);
    assert.match(avm('run', '/dev/null').err, /\/dev\/null: a device, not a file/);
    const to = join(folder, 'bundle.bin', 'folder.bin');
    const { code: exit, err } = avm('bundle', file('bundle.bin', bundle), '--receipts', to);
    assert.equal(exit, 2);
    assert.match(err, /folder\.bin cannot be written: /);
  });
});
