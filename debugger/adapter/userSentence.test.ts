import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MalformedInput } from '../shared/errors';
import { userSentence } from './userSentence';

describe('sentences for users', () => {
  const folder = mkdtempSync(join(tmpdir(), 'avm-sentences-'));
  after(() => rmSync(folder, { recursive: true }));

  /** What reading that path is refused with. */
  const refused = async (path: string): Promise<string | undefined> =>
    readFile(path).then(
      () => assert.fail('it was read'),
      (error: unknown) => userSentence(error),
    );

  it('say what is wrong with a path that a person wrote', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const loop = join(folder, 'loop');
    symlinkSync('loop', loop);
    assert.equal(await refused(join(folder, 'no')), `${join(folder, 'no')}: there is no such file`);
    assert.equal(
      await refused(join(file, 'x')),
      `${join(file, 'x')}: part of its path is a file, not a folder`,
    );
    assert.equal(await refused(loop), `${loop}: its links lead in a circle`);
    assert.equal(await refused(folder), 'the path: a folder, not a file');
    const long = `/${'x'.repeat(300)}`;
    assert.equal(await refused(long), `${long.slice(0, 200)}…: no file has a name that long`);
  });

  it('have the system’s own words for what seldom happens', () => {
    const error = Object.assign(new Error('EIO: i/o error, read'), {
      code: 'EIO',
      syscall: 'read',
    });
    assert.equal(userSentence(error), 'the path: EIO: i/o error, read');
  });

  it('are those of errors that are answers', () => {
    const input = new MalformedInput('not-elf', { source: 'a', offset: 0 });
    assert.equal(userSentence(input), input.message);
  });

  it('are none for a bug of ours', () => {
    assert.equal(userSentence(new TypeError('x is not a function')), undefined);
    assert.equal(userSentence('text'), undefined);
  });
});
