import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { staleSources } from './staleSources';

const text = new TextEncoder().encode('fn main() {}');
const sum = createHash('md5').update(text).digest('hex');
/** When each file was last changed. */
const times: Readonly<Record<string, number>> = {
  '/t/token': 100,
  '/s/old.rs': 90,
  '/s/new.rs': 110,
};
const files = {
  readFile: () => Promise.resolve(text),
  modifiedAt: (path: string) => Promise.resolve(times[path]),
};

const cases: readonly [what: string, path: string, md5: string | undefined, isStale: boolean][] = [
  ['older than the program', '/s/old.rs', undefined, false],
  ['younger than the program', '/s/new.rs', undefined, true],
  ['younger, with the sum of what was compiled', '/s/new.rs', sum, false],
  ['older, with another sum', '/s/old.rs', sum.replace(/^./, it => (it === '0' ? '1' : '0')), true],
  ['of an unknown age', '/s/nowhere.rs', undefined, false],
];

describe('stale sources', () => {
  for (const [what, path, md5, isStale] of cases) {
    it(`a file that is ${what}: ${isStale ? 'stale' : 'as it was'}`, async () => {
      const source = { path, name: 'x.rs', exists: true, deemphasize: false };
      const sources = [{ ...source, ...(md5 === undefined ? {} : { md5 }) }];
      const found = await staleSources([{ name: 'token', path: '/t/token', sources }], files);
      assert.equal(found.length, isStale ? 1 : 0);
      if (isStale) assert.match(found[0] ?? '', /^\/s\/.*: not what token was compiled from/);
    });
  }
});
