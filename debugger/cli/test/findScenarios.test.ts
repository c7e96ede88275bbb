import { strict as assert } from 'node:assert';
import type { FolderEntry } from './findScenarios';
import { findScenarios } from './findScenarios';

const FOLDERS: Readonly<Record<string, readonly FolderEntry[]>> = {
  '/here/scenarios': [
    { name: 'one.scenario.json', isFolder: false },
    { name: 'more', isFolder: true },
  ],
  '/here/scenarios/more': [{ name: 'two.scenario.json', isFolder: false }],
};

describe('scenarios in a folder', () => {
  for (const given of ['scenarios', 'scenarios/', 'scenarios\\']) {
    it(`${given} have one slash after it`, async () => {
      const found = await findScenarios([given], {
        fileExists: () => Promise.resolve(false),
        listFolder: path => Promise.resolve(FOLDERS[path]),
        resolvePath: (base, relative) =>
          relative === given ? '/here/scenarios' : `${base}/${relative}`,
      });
      assert.deepEqual(found, ['scenarios/more/two.scenario.json', 'scenarios/one.scenario.json']);
    });
  }
});
