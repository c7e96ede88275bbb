import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { LinearRegex, readLinearRegex } from './linearRegex';

/** Small expressions over a small alphabet: many of them fit something, and none takes the engine hours. */
const expressions = fc.letrec<{ all: string; part: string; atom: string }>(tie => ({
  atom: fc.oneof(
    { maxDepth: 2 },
    { weight: 6, arbitrary: fc.constantFrom('a', 'b', '_', '.', '[ab]', '[^a]', '\\w', '\\W') },
    fc.constantFrom(
      '^',
      '$',
      '\\b',
      '\\B',
      '\\u{1F600}',
      '\\p{Lu}',
      '[\\]-]',
      '\\x61',
      '\\u0062',
      '\\.',
    ),
    tie('all').map(it => `(${it})`),
    tie('all').map(it => `(?:${it})`),
    tie('all').map(it => `(?<n${it.length}>${it})`),
  ),
  part: fc
    .tuple(
      tie('atom'),
      fc.constantFrom('', '', '', '*', '+', '?', '*?', '{0}', '{2}', '{1,}', '{0,2}', '{1,3}?'),
    )
    .map(([atom, count]) => (/^(?:[$^]|\\[bB])$/.test(atom) ? atom : atom + count)),
  all: fc
    .array(
      fc.array(tie('part'), { maxLength: 3 }).map(it => it.join('')),
      { minLength: 1, maxLength: 2 },
    )
    .map(it => it.join('|')),
}));
const texts = fc
  .array(fc.constantFrom('a', 'b', 'A', '_', '.', ' ', ']', '-', '😀', '\u017f', '\n'), {
    maxLength: 4,
  })
  .map(it => it.join(''));

describe('linear regular expressions', () => {
  it('fit what those of the engine fit', () =>
    fc.assert(
      fc.property(
        expressions.all,
        fc.constantFrom('' as const, 'i' as const),
        fc.array(texts),
        (source, flags, all) => {
          const linear = readLinearRegex(source, flags);
          if ('problem' in linear) return; // Two groups of one name, or too much that is repeated.
          const native = new RegExp(source, `u${flags}`);
          // V8 takes the middle of a character of two units for a place where \B fits; there is none. [ECMA-262 §22.2.7.2]
          const sound = source.includes('\\B') ? all.filter(it => !it.includes('😀')) : all;
          for (const it of sound) {
            assert.equal(linear.test(it), native.test(it), JSON.stringify(it));
          }
        },
      ),
      { numRuns: 2000 },
    ));

  const hours: readonly (readonly [source: string, text: string])[] = [
    ['(a+)+$', 'a'.repeat(5000) + '!'],
    ['^(a|a)*$', 'a'.repeat(5000) + '!'],
    ['(.*)*x', 'a'.repeat(5000)],
    ['^(\\w+\\s?)*$', 'a '.repeat(2500) + '!'],
    ['a?'.repeat(100) + 'a'.repeat(101), 'a'.repeat(100)],
    ['((a*)*)*b', 'a'.repeat(5000)],
    ['(?:){1000000000}x', 'a'],
    ['(?:(?:){1000000000}){1000000000}x', 'a'],
  ];
  for (const [source, text] of hours) {
    it(`takes a step for each character and part: ${source.slice(0, 40)}`, () => {
      const all = new LinearRegex(source, '', (source.length + 20) * (text.length + 1));
      assert.equal(all.test(text), false);
      assert.equal(all.isGivenUp, false);
    });
  }

  it('gives up after so many steps', () => {
    const some = new LinearRegex('^(a|b)*c', '', 1000);
    assert.equal(some.test('aab'), false);
    assert.equal(some.isGivenUp, false);
    assert.equal(some.test('ab'.repeat(1000) + 'c'), false);
    assert.equal(some.isGivenUp, true);
  });

  const refused: readonly (readonly [source: string, why: string])[] = [
    ['(', 'Unterminated group'],
    ['/: x(', 'Unterminated group'],
    ['[b-a]', 'Range out of order in character class'],
    ['(?=a)', 'lookahead and lookbehind are not served, for they may take hours'],
    ['x(?<!a)', 'lookahead and lookbehind are not served, for they may take hours'],
    ['(a)\\1', 'references to groups are not served, for they may take hours'],
    ['(?<n>a)\\k<n>', 'references to groups are not served, for they may take hours'],
    ['(a{1000}){1000}', 'it repeats too much'],
    ['a{1000000000}', 'it repeats too much'],
    ['('.repeat(501) + ')'.repeat(501), 'longer than 1000 characters'],
  ];
  for (const [source, why] of refused) {
    it(`refuse ${source.slice(0, 20)}`, () =>
      assert.deepEqual(readLinearRegex(source), { problem: why }));
  }

  it('nest as deep as their length allows', () =>
    assert.equal(new LinearRegex('('.repeat(499) + 'a' + ')'.repeat(499)).test('ba'), true));
});
