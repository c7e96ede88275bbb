import { strict as assert } from 'node:assert';
import { readPattern } from './functionPattern';

describe('function patterns', () => {
  const rows: readonly [pattern: string, matched: readonly string[], not: readonly string[]][] = [
    ['erc20::*', ['erc20::transfer', 'erc20::ledger::add'], ['my_erc20::transfer', 'core::fmt']],
    ['ledger::*', ['erc20::ledger::add'], ['erc20::transfer']],
    ['erc20::*_of', ['erc20::balance_of'], ['erc20::balance_of_all']],
    ['*', ['anything'], []],
    ['*::*::add', ['erc20::ledger::add'], ['ledger::add']],
    ['a*a', ['aa', 'aba', 'x::aba'], ['a', 'ab', 'ba', 'xaba']],
    ['*er*er*', ['erc20::ledger::transfer'], ['erc20::of']],
    // Each star may stand for as much as it likes: all the ways to share a name would take hours to try.
    ['*a'.repeat(20) + '*zzz', ['a'.repeat(400) + 'zzz'], ['a'.repeat(400)]],
    ['*'.repeat(1000) + '_of', ['erc20::balance_of'], ['a'.repeat(500)]],
    ['/^erc20::(transfer|approve)$/', ['erc20::approve'], ['erc20::approve_all']],
    // JavaScript's own expressions would take years for either.
    ['/^(\\w+:*)*$/', ['a'.repeat(400)], ['a'.repeat(400) + '!']],
    ['/(a|a)*b/', ['aab'], ['a'.repeat(4000)]],
    ['/TRANSFER/i', ['erc20::transfer'], ['erc20::approve']],
    ['<T as Trait>::*', ['<T as Trait>::f'], ['<T as Trait>_f']],
  ];
  for (const [pattern, matched, not] of rows) {
    it(`${pattern.slice(0, 30)} means ${matched.map(name => name.slice(0, 30)).join(', ')}`, () => {
      const read = readPattern(pattern);
      assert.ok('matches' in read && typeof read.matches !== 'string');
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
    ['/(/', /^\/\(\/ is no regular expression of ours: Unterminated group\.$/],
    ['/(?=a)/', /lookahead and lookbehind are not served/],
    ['', /needs the name/],
  ] as const) {
    it(`refuses “${pattern}”`, () => {
      const read = readPattern(pattern);
      assert.ok('problem' in read);
      assert.match(read.problem, problem);
    });
  }

  it('say when names have gone unanswered', () => {
    const read = readPattern('/(.*a){50}!/', 10_000);
    assert.ok('matches' in read && typeof read.matches !== 'string');
    read.matches.test('a'.repeat(10));
    assert.equal(read.isGivenUp?.(), false);
    read.matches.test('a'.repeat(10_000));
    assert.equal(read.isGivenUp?.(), true);
  });
});
