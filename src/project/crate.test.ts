import assert from 'node:assert/strict';
import { findCrate, packageName } from './crate';
import { filesOf } from './files.fixture';

const manifest = '[package]\nname = "token"\nversion = "0.1.0"\n\n[[bin]]\nname = "other"\n';

describe('crate', () => {
  it('is the nearest package above a file', async () => {
    const files = filesOf({
      '/work/Cargo.toml': '[package]\nname = "outer"\n',
      '/work/token/Cargo.toml': manifest,
    });
    assert.deepEqual(await findCrate(files, '/work/token/src/deep/main.rs'), {
      folder: '/work/token',
      name: 'token',
    });
  });

  it('is not a workspace without a package', async () => {
    const files = filesOf({ '/work/Cargo.toml': '[workspace]\nmembers = ["token"]\n' });
    assert.equal(await findCrate(files, '/work/src/main.rs'), undefined);
  });

  it('is looked for up to the root', async () => {
    const files = filesOf({ '/Cargo.toml': manifest });
    assert.deepEqual(await findCrate(files, '/src/main.rs'), { folder: '/', name: 'token' });
  });

  const manifests: readonly [what: string, text: string, name: string | undefined][] = [
    ['the first key', manifest, 'token'],
    ['a later key', '[package]\nversion = "1"\n# a remark\nname="t"', 't'],
    ['single quotes', "[package]\nname = 'quoted'\n", 'quoted'],
    ['another table first', '[[bin]]\nname = "other"\n[package]\nname = "token"\n', 'token'],
    ['no name in the table', '[package]\nversion = "1"\n[[bin]]\nname = "other"\n', undefined],
    ['no package', '[[bin]]\nname = "other"\n', undefined],
  ];
  for (const [what, text, name] of manifests) {
    it(`has its name from a manifest with ${what}`, () => assert.equal(packageName(text), name));
  }
});
