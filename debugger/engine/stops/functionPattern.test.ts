import { strict as assert } from 'node:assert';
import { readPattern } from './functionPattern';

describe('function patterns', () => {
  const rows: readonly [pattern: string, matched: readonly string[], not: readonly string[]][] = [
    ['erc20::*', ['erc20::transfer', 'erc20::ledger::add'], ['my_erc20::transfer', 'core::fmt']],
    ['ledger::*', ['erc20::ledger::add'], ['erc20::transfer']],
    ['erc20::*_of', ['erc20::balance_of'], ['erc20::balance_of_all']],
    ['*', ['anything'], []],
    // Each star may stand for as much as it likes: together they would try every way to share a name.
    ['*'.repeat(1000) + '_of', ['erc20::balance_of'], ['a'.repeat(500)]],
    ['/^erc20::(transfer|approve)$/', ['erc20::approve'], ['erc20::approve_all']],
    ['/TRANSFER/i', ['erc20::transfer'], ['erc20::approve']],
    ['<T as Trait>::*', ['<T as Trait>::f'], ['<T as Trait>_f']],
  ];
  for (const [pattern, matched, not] of rows) {
    it(`${pattern} means ${matched.join(', ')}`, () => {
      const read = readPattern(pattern);
      assert.ok('matches' in read && read.matches instanceof RegExp);
      const { matches } = read;
      assert.deepEqual(
        [...matched, ...not].filter(it => matches.test(it)),
        matched,
      );
    });
  }

  it('without a star are paths', () =>
    assert.deepEqual(readPattern(' erc20::transfer '), { matches: 'erc20::transfer' }));

  for (const [pattern, problem] of [
    ['/(/', /no regular expression/],
    ['', /needs the name/],
  ] as const) {
    it(`refuses “${pattern}”`, () => {
      const read = readPattern(pattern);
      assert.ok('problem' in read);
      assert.match(read.problem, problem);
    });
  }
});
