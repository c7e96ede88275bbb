import { strict as assert } from 'node:assert';
import { comparablePath, nameOfPath, normalizedPath } from './pathText';

describe('a path', () => {
  const normalized: readonly [given: string, expected: string][] = [
    ['/a/b/c', '/a/b/c'],
    ['/a/./b/../c', '/a/c'],
    ['/../a', '/a'],
    ['C:\\a/b\\c', 'C:\\a\\b\\c'],
    ['C:/a/../../b', 'C:\\b'],
    ['C:\\', 'C:\\'],
    ['\\\\?\\C:\\a\\b', 'C:\\a\\b'],
    ['\\\\?\\UNC\\host\\share\\a', '\\\\host\\share\\a'],
    ['\\\\host\\share/a\\..\\..\\b', '\\\\host\\share\\b'],
  ];
  for (const [given, expected] of normalized) {
    it(`${given} is ${expected}`, () => assert.equal(normalizedPath(given), expected));
  }

  it('has letters of either case on Windows alone', () => {
    assert.equal(comparablePath('C:\\A\\b'), comparablePath('c:/a/B'));
    assert.equal(comparablePath('\\\\Host\\share\\A'), comparablePath('\\\\host\\share\\a'));
    assert.notEqual(comparablePath('/A/b'), comparablePath('/a/b'));
  });

  it('ends in its name', () => {
    assert.deepEqual(['/a/b', 'C:\\a\\b', 'C:\\a/b', 'b'].map(nameOfPath), ['b', 'b', 'b', 'b']);
  });
});
