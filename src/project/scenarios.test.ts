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
