import { strict as assert } from 'node:assert';
import { execFile, execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { openChainFolder } from './chainFolder';
import { openForBytes, openForWriting, writeFile } from './files';
import { readTree, writeTree } from './trees';
import { removeUnfinished } from './unfinished';

describe('files that are written', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'avm-trees-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const at = (name: string): string => join(folder, name);
  const bytes = Buffer.from('new');

  it('are a folder that reads back as it was written', async () => {
    const files = [
      { path: '.hidden/b', bytes },
      { path: 'a', bytes: Buffer.alloc(0) },
    ];
    await writeTree(at('tree'), files);
    assert.deepEqual(await readTree(at('tree')), files);
    assert.deepEqual(await readTree(at('none')), []);
  });

  it('are there with their folders', async () => {
    await writeFile(at('reports/today/junit.xml'), bytes);
    assert.deepEqual(readFileSync(at('reports/today/junit.xml')), bytes);
  });

  it('are not there when they cannot be all there', async () => {
    writeFileSync(at('file'), 'old');
    // A file cannot be a folder too.
    const clash = [
      { path: 'a', bytes },
      { path: 'a/b', bytes },
    ];
    await assert.rejects(writeTree(at('tree'), clash));
    await assert.rejects(writeFile(at('file/inner'), bytes));
    assert.deepEqual(readdirSync(folder), ['file']);
  });

  it('leave nothing half-written when the process has to end', async () => {
    writeFileSync(at('file'), 'old');
    const sink = await openForBytes(at('file'));
    await sink.write(bytes);
    assert.equal(readdirSync(folder).length, 2);
    removeUnfinished();
    assert.deepEqual(readdirSync(folder), ['file']);
    assert.equal(readFileSync(at('file'), 'utf8'), 'old');
    await sink.abandon();
  });

  it('are written where a link leads, with the permissions that are there', async () => {
    writeFileSync(at('real'), 'old', { mode: 0o600 });
    symlinkSync('real', at('link'));
    await writeFile(at('link'), bytes);
    assert.ok(lstatSync(at('link')).isSymbolicLink());
    assert.deepEqual(readFileSync(at('real')), bytes);
    assert.equal(statSync(at('real')).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder), ['link', 'real']);
  });

  it('are written where a link leads at whose end there is nothing yet', async () => {
    symlinkSync('elsewhere/later', at('link'));
    await writeFile(at('link'), bytes);
    assert.equal(readlinkSync(at('link')), 'elsewhere/later');
    assert.deepEqual(readFileSync(at('elsewhere/later')), bytes);
    symlinkSync('circle', at('circle'));
    for (const it of ['circle', 'circle/file']) {
      await assert.rejects(writeFile(at(it), bytes), { code: 'ELOOP' });
    }
  });

  it('are in place when they are closed, if all of them could be written', async () => {
    writeFileSync(at('file'), 'old');
    const sink = await openForWriting(at('file'));
    sink.write('new\n'.repeat(50_000));
    assert.equal(readFileSync(at('file'), 'utf8'), 'old');
    await sink.close();
    assert.equal(statSync(at('file')).size, 200_000);
    assert.deepEqual(readdirSync(folder), ['file']);

    const stopped = await openForWriting(at('file'));
    stopped.write('half');
    removeUnfinished();
    assert.equal(statSync(at('file')).size, 200_000);
  });

  it('are refused where no folder can be made', async () => {
    // In Linux's /proc Node's own way of making folders never ends.
    const path = process.platform === 'linux' ? '/proc/none/file' : at('\0');
    await assert.rejects(writeFile(path, bytes));
    await assert.rejects(openForWriting(path));
    await assert.rejects(openChainFolder(dirname(path), 'create'));
  });

  it('go into a pipe, which stays one', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const read = promisify(execFile)('cat', [at('pipe')], { encoding: 'buffer' });
    await writeFile(at('pipe'), bytes);
    assert.deepEqual((await read).stdout, bytes);
    assert.deepEqual(readdirSync(folder), ['pipe']);
  });
});
