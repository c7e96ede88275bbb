import { strict as assert } from 'node:assert';
import { shownPath, shownText } from './shownPath';

const COMMIT = '59807616e1fa2540724bfbac14d7976d7e4a3860';

describe('a path that is shown', () => {
  const cases: readonly [path: string, here: string, shown: string][] = [
    ['/home/me/token/src/main.rs', '/home/me/token', 'src/main.rs'],
    ['/home/me/tokens/src/main.rs', '/home/me/token', '/home/me/tokens/src/main.rs'],
    ['/home/me/Token/src/main.rs', '/home/me/token', '/home/me/Token/src/main.rs'],
    ['C:\\Work (a)\\token\\src\\main.rs', 'C:\\Work (a)\\token', 'src\\main.rs'],
    ['c:/work (a)/token/src/main.rs', 'C:\\Work (a)\\token', 'src/main.rs'],
    ['C:\\src\\main.rs', 'C:\\', 'src\\main.rs'],
    ['\\\\host\\share\\src\\main.rs', '\\\\host\\share', 'src\\main.rs'],
    ['D:\\token\\src\\main.rs', 'C:\\token', 'D:\\token\\src\\main.rs'],
    [`/rustc/${COMMIT}/library/core/src/cmp.rs`, '/', '/rustc/library/core/src/cmp.rs'],
    [`/rustc/${COMMIT}\\library\\core/src/cmp.rs`, 'C:\\', '/rustc/library\\core/src/cmp.rs'],
  ];
  for (const [path, here, shown] of cases) {
    it(`of ${path}, seen from ${here}`, () => {
      assert.equal(shownPath(path, here), shown);
      assert.equal(shownText(`at ${path}:1`, here), `at ${shown}:1`);
    });
  }
});
