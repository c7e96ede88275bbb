import { strict as assert } from 'node:assert';
import { joinPath } from './lineHeader';

describe('a name in a folder of a line table', () => {
  const cases: readonly [directory: string, name: string, path: string][] = [
    ['/work', 'src/main.rs', '/work/src/main.rs'],
    ['/', 'main.rs', '/main.rs'],
    ['/work', '/other/main.rs', '/other/main.rs'],
    ['/work', '', '/work'],
    ['', 'main.rs', 'main.rs'],
    ['C:\\', 'main.rs', 'C:\\main.rs'],
    ['C:\\work', 'D:\\other\\main.rs', 'D:\\other\\main.rs'],
    ['C:\\work', '\\\\host\\share\\main.rs', '\\\\host\\share\\main.rs'],
  ];
  for (const [directory, name, path] of cases) {
    it(`${name} in ${directory} is ${path}`, () => assert.equal(joinPath(directory, name), path));
  }
});
