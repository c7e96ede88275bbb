/** `avm abi --check` as a build runs it. */

import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AVM } from './support/avm';

const token = join(__dirname, '../../target/riscv32imac-unknown-none-elf/debug/token');

function avmAbi(...args: string[]): { code: number | null; err: string } {
  const { status, stderr } = spawnSync(process.execPath, [...AVM, 'abi', token, ...args], {
    encoding: 'utf8',
  });
  return { code: status, err: stderr };
}

describe('avm abi --check', function () {
  this.timeout(30_000);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'avm-abi-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('takes a file however its lines end, and no other text', () => {
    const file = join(folder, 'token.abi.json');
    assert.equal(avmAbi('--out', file).code, 0);
    assert.deepEqual(avmAbi('--out', file, '--check'), { code: 0, err: '' });
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replaceAll('\n', '\r\n'));
    assert.deepEqual(avmAbi('--out', file, '--check'), { code: 0, err: '' });
    writeFileSync(file, text.replace('"token"', '"other"'));
    const changed = avmAbi('--out', file, '--check');
    assert.equal(changed.code, 1);
    assert.match(changed.err, /token\.abi\.json is not what the contract says/);
  });
});
