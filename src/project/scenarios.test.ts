import assert from 'node:assert/strict';
import { filesOf } from './files.fixture';
import { findScenarios, freeScenarioPath } from './scenarios';

describe('scenarios', () => {
  it('are found in their folder first, then in the crate', async () => {
    const files = filesOf({
      '/token/Cargo.toml': '',
      '/token/abi.json': '{}',
      '/token/quick.scenario.json': '{}',
      '/token/scenarios/b.scenario.json': '{ "name": "b, at length" }',
      '/token/scenarios/a.scenario.json': '{ "name": 1 }',
      '/token/scenarios/readme.json': '{}',
      '/token/scenarios/old/c.scenario.json': '{}',
    });
    assert.deepEqual(await findScenarios(files, '/token'), [
      { path: '/token/scenarios/a.scenario.json', stem: 'a' },
      { path: '/token/scenarios/b.scenario.json', stem: 'b', title: 'b, at length' },
      { path: '/token/quick.scenario.json', stem: 'quick' },
    ]);
  });

  it('are found even where they do not parse', async () => {
    const files = filesOf({ '/token/half.scenario.json': '{ "name": ' });
    assert.deepEqual(await findScenarios(files, '/token'), [
      { path: '/token/half.scenario.json', stem: 'half' },
    ]);
  });

  it('have their titles where they have comments, or are half written', async () => {
    const files = filesOf({
      '/token/a.scenario.json': '// All of it.\n{ "name": "a, at length", "version": 1, }',
      '/token/b.scenario.json': '{ "name": "b, at length", "accounts": { "al',
      '/token/c.scenario.json': '',
      '/token/d.scenario.json': '['.repeat(1_000_000),
    });
    const titles = (await findScenarios(files, '/token')).map(it => it.title);
    assert.deepEqual(titles, ['a, at length', 'b, at length', undefined, undefined]);
  });

  it('are never written over one another', async () => {
    const files = filesOf({
      '/token/scenarios/token.scenario.json': '{}',
      '/token/scenarios/token-2.scenario.json': '{}',
    });
    assert.equal(
      await freeScenarioPath(files, '/token', 'token'),
      '/token/scenarios/token-3.scenario.json',
    );
    assert.equal(
      await freeScenarioPath(filesOf({}), '/token', 'token'),
      '/token/scenarios/token.scenario.json',
    );
  });
});
