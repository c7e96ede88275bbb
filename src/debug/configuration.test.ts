import assert from 'node:assert/strict';
import { filesOf } from '../project/files.fixture';
import { configurationOf, kernelSources, withDefaults } from './configuration';

const bare = { type: 'avm', request: 'launch', name: 'transfer' };

describe('launch configuration', () => {
  it('has the name that a scenario gives itself, or its file', () => {
    const file = { path: '/token/a.scenario.json', stem: 'a' };
    const expected = { ...bare, scenario: '/token/a.scenario.json' };
    assert.deepEqual(configurationOf(file, file.path), { ...expected, name: 'a' });
    assert.deepEqual(configurationOf({ ...file, title: 'transfer' }, file.path), expected);
  });

  it('gets what was left out', () => {
    assert.deepEqual(withDefaults(bare, '/extension'), {
      ...bare,
      stopOnEntry: false,
      justMyContract: true,
      build: true,
      sourceMap: { '/avm/': '/extension/' },
    });
  });

  it('keeps what was written', () => {
    const own = { build: false, stopOnEntry: true, sourceMap: { '/avm/': '/mine/', '/x': '/y' } };
    assert.deepEqual(withDefaults({ ...bare, ...own }, '/extension'), {
      ...bare,
      ...own,
      justMyContract: true,
    });
  });

  it("finds the kernel's source in an open folder", async () => {
    const files = filesOf({ '/repository/guest/kernel/src/main.rs': '' });
    assert.equal(await kernelSources(files, ['/token', '/repository']), '/repository');
    assert.equal(await kernelSources(files, ['/token']), undefined);
  });
});
