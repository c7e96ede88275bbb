import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFile } from './readFile';

describe('a file that is read', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'avm-read-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const at = (name: string): string => join(folder, name);
  const refused = (path: string, why: string): Promise<void> =>
    assert.rejects(readFile(path), { name: 'FileRefused', message: `${path}: ${why}` });

  it('is all that is in it', async () => {
    for (const size of [0, 1, 100_000]) {
      const bytes = Uint8Array.from({ length: size }, (_, index) => index);
      writeFileSync(at('a'), bytes);
      assert.deepEqual(await readFile(at('a')), bytes);
    }
  });

  it('may not say how long it is', async () => {
    const text = new TextDecoder().decode(await readFile('/proc/self/status'));
    assert.match(text, /^Name:.*^Pid:/ms);
    await assert.rejects(readFile('/proc/self/smaps', 0.001 * 1024 * 1024), /no file of more than/);
  });

  it('has a size that memory has room for', async () => {
    writeFileSync(at('image'), '');
    truncateSync(at('image'), 2 ** 40);
    await refused(at('image'), 'no file of more than 256 MiB is read');
  });

  it('is no device, no pipe, no socket and no folder', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const server = createServer().listen(at('socket'));
    try {
      await refused('/dev/zero', 'a device, not a file');
      await refused(at('pipe'), 'a pipe, not a file');
      await refused(folder, 'a folder, not a file');
      // A socket is not even opened.
      await assert.rejects(readFile(at('socket')), { code: 'ENXIO' });
    } finally {
      server.close();
    }
  });
});
