import { strict as assert } from 'node:assert';
import { resolvePath } from './paths';

describe('a path that a scenario names', () => {
  const cases: readonly [base: string, relative: string, path: string][] = [
    ['/home/me/token/scenarios', '..', '/home/me/token'],
    ['/home/me/token/scenarios', '../out/./token.elf', '/home/me/token/out/token.elf'],
    ['/home/me/token/scenarios', '/out/token.elf', '/out/token.elf'],
    ['/home/me/token', 'a\\b.elf', '/home/me/token/a\\b.elf'],
    ['/c:/me/token/scenarios', '..\\out\\token.elf', '/c:/me/token/out/token.elf'],
    ['/c:/me/token/scenarios', '../out/token.elf', '/c:/me/token/out/token.elf'],
    ['/c:/me/token/scenarios', 'D:\\out\\token.elf', '/D:/out/token.elf'],
    ['/c:/me/token/scenarios', 'D:/out/token.elf', '/D:/out/token.elf'],
  ];
  for (const [base, relative, path] of cases) {
    it(`${relative} in ${base}`, () => assert.equal(resolvePath(base, relative), path));
  }
});
