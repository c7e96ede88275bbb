import { strict as assert } from 'node:assert';
import { posix, win32 } from 'node:path';
import { isWatched } from './watch';

describe('a change', () => {
  const cases: readonly [path: string, isWatched: boolean][] = [
    ['target/riscv32imac-unknown-none-elf/debug/token', true],
    ['target/riscv32imac-unknown-none-elf/debug/other', false],
    ['src', true],
    ['src/main.rs', true],
    ['src/types/order.rs', true],
    ['src/notes.txt', false],
    ['src/target/main.rs', false],
    ['src/.hidden/main.rs', false],
  ];
  const roots = ['src', 'target/riscv32imac-unknown-none-elf/debug/token'];
  for (const [path, expected] of cases) {
    it(`of ${path} is ${expected ? '' : 'not '}of interest`, () => {
      const here = new Set(roots.map(it => `/me/.work/token/${it}`));
      assert.equal(isWatched(here, `/me/.work/token/${path}`, true, posix), expected);
    });

    it(`of ${path} is ${expected ? '' : 'not '}of interest on Windows`, () => {
      const there = new Set(roots.map(it => win32.resolve(`C:/.work/token/${it}`)));
      // chokidar asks with its own slashes.
      assert.equal(isWatched(there, `C:/.work/token/${path}`, true, win32), expected);
      assert.equal(
        isWatched(there, win32.resolve(`C:/.work/token/${path}`), true, win32),
        expected,
      );
    });
  }

  it('on another drive is of interest by its own root alone', () => {
    const roots = new Set(['C:\\token\\src', 'D:\\.work\\lib\\src']);
    assert.equal(isWatched(roots, 'D:/.work/lib/src/lib.rs', true, win32), true);
  });
});
