/** `avm build` as a process, with the real compiler. */

import { strict as assert } from 'node:assert';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const root = join(__dirname, '../..');
const token = join(root, 'sample-contracts/token');
// Not by tsx's own command: that ends by itself where its child is slow to end with a signal.
const program = ['--require', require.resolve('tsx/cjs'), join(root, 'debugger/cli.ts')];

function avm(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: status, out: stdout, err: stderr };
}

describe('avm build', function () {
  this.timeout(180_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'avm-build-'));
    cpSync(join(root, 'sample-contracts/simple'), folder, { recursive: true });
    const manifest = readFileSync(join(folder, 'Cargo.toml'), 'utf8')
      .replace('../../guest/clibc', join(root, 'guest/clibc'))
      .concat('\n[workspace]\n');
    writeFileSync(join(folder, 'Cargo.toml'), manifest);
  });
  after(() => rmSync(folder, { recursive: true, maxRetries: 10, retryDelay: 200 }));

  it('says where the executable is, how large, and what it can be called with', () => {
    const { code, out, err } = avm('build', token);
    assert.equal(code, 0, err);
    assert.match(out, /executable {2}.*\/debug\/token\n {2}code {8}[\d,]+ bytes, \d+\.\d % of /);
    assert.match(out, /^ {4}init\(supply: uint128\) {2}\(once, may refuse with TokenError\)$/m);
    assert.match(out, /^ {4}balance_of\(owner: address\) -> uint128 {2}\(view\)$/m);
    assert.match(out, /^ {4}TokenError::NotOwner\(address\)$/m);
    assert.match(out, /^ {4}allowances\[\(address,address\)\]: uint128$/m);
  });

  it('is smaller for a chain, and tells programs the same', () => {
    const facts = (...args: string[]): { executable: string; codeBytes: number; abi: object } =>
      JSON.parse(avm('build', '--json', token, ...args).out) as ReturnType<typeof facts>;
    const [debug, release] = [facts(), facts('--release')];
    assert.match(release.executable, /\/release\/token$/);
    assert.ok(release.codeBytes < debug.codeBytes / 2, `${release.codeBytes}`);
    assert.equal('functions' in debug.abi && 'version' in debug.abi, true);
  });

  it('says what the compiler says, and ends with 2', () => {
    const path = join(folder, 'src/main.rs');
    const source = readFileSync(path, 'utf8');
    writeFileSync(path, source.replace('let larger = if', 'let larger: u8 = if'));
    const { code, out, err } = avm('build', folder);
    writeFileSync(path, source);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /^error\[E0308\]: .*\n +--> src\/main\.rs:\d+:\d+\n/m);
    assert.match(err, new RegExp(`^${basename(folder)} was not built$`, 'm'));
  });

  it('says where there is no crate', () => {
    const { code, err } = avm('build', join(folder, 'src'));
    assert.deepEqual([code, err], [2, `${folder}/src: there is no Cargo.toml\n`]);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    it(`ends at once with ${signal}, and so does cargo`, async () => {
      const marker = `--cfg=interrupted_by_${signal}_${process.pid}`;
      const child = spawn(process.execPath, [...program, 'build', folder], {
        env: { ...process.env, RUSTFLAGS: marker },
        stdio: 'ignore',
      });
      const ended = new Promise(resolve => child.on('exit', resolve));
      const isCompiling = (): boolean =>
        spawnSync('ps', ['-A', '-o', 'args'], { encoding: 'utf8' })
          .stdout.split('\n')
          .some(it => it.includes('rustc') && it.includes(marker));
      while (!isCompiling()) {
        assert.equal(child.exitCode, null, 'it has ended before it compiled anything');
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      child.kill(signal);
      assert.equal(await ended, 130);
      const end = performance.now();
      while (isCompiling()) {
        assert.ok(performance.now() - end < 5000, 'a compiler is left');
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    });
});
