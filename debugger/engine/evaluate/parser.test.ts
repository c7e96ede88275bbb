import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { EvaluationError } from '../evaluationError';
import type { Expression } from './expression';
import { parse } from './parser';

/** Fully bracketed, so that a row shows what binds to what. */
function bracketed(it: Expression): string {
  switch (it.kind) {
    case 'number':
      return String(it.value);
    case 'register':
    case 'name':
      return it.name;
    case 'field':
      return `${bracketed(it.of)}.${it.name}`;
    case 'index':
      return `${bracketed(it.of)}[${bracketed(it.index)}]`;
    case 'unary':
      return `(${it.operator}${bracketed(it.of)})`;
    case 'binary':
      return `(${bracketed(it.left)} ${it.operator} ${bracketed(it.right)})`;
    case 'cast':
      return `(${bracketed(it.of)} as ${it.type})`;
    case 'bytes':
      return `[${bracketed(it.address)}; ${bracketed(it.count)}]`;
  }
}

describe('parser', () => {
  const rows: readonly [text: string, tree: string][] = [
    ['1 + 2 * 3', '(1 + (2 * 3))'],
    ['1 - 2 - 3', '((1 - 2) - 3)'],
    ['1 | 2 ^ 3 & 4 << 5 + 6', '(1 | (2 ^ (3 & (4 << (5 + 6)))))'],
    ['a & 1 == b', '((a & 1) == b)'],
    ['(1 + 2) * 3', '((1 + 2) * 3)'],
    ['-a as u8 + 1', '(((-a) as u8) + 1)'],
    ['a * b as i16 as u32', '(a * ((b as i16) as u32))'],
    ['*a.b[1]', '(*a.b[1])'],
    ['(*a).0.1', '(*a).0.1'],
    ['&a.b', '(&a.b)'],
    ['- - ~!x', '(-(-(~(!x))))'],
    ['[sp + 4; 2 * 8][3]', '[(sp + 4); (2 * 8)][3]'],
    ['$sp - 0x10', '($sp - 16)'],
    ['0b1010_1010', '170'],
    ['0o17', '15'],
    ['1_000', '1000'],
    ['0xDEAD_beef', '3735928559'],
    ['erc20::transfer', 'erc20::transfer'],
    ['größe', 'größe'],
    ['asset as u8', '(asset as u8)'],
    ['1<<2>>1', '((1 << 2) >> 1)'],
    ['a<=b', '(a <= b)'],
  ];
  for (const [text, tree] of rows) {
    it(`reads ${text}`, () => assert.equal(bracketed(parse(text)), tree));
  }

  const errors: readonly [text: string, message: string][] = [
    ['', 'column 1: a value is expected, not the end'],
    ['1 +', 'column 4: a value is expected, not the end'],
    ['1 2', 'column 3: 2 is left over'],
    ['(1', 'column 3: ) is expected, not the end'],
    ['a[1', 'column 4: ] is expected, not the end'],
    ['[sp, 4]', 'column 4: , means nothing here'],
    ['[sp]', 'column 4: ; is expected, not ]'],
    ['a.', "column 3: a field's name is expected, not the end"],
    ['a.len()', 'column 6: ( is left over'],
    ['12ab', 'column 1: 12ab is not a number'],
    ['0x', 'column 1: 0x is not a number'],
    ['1 + 0b12', 'column 5: 0b12 is not a number'],
    ['1 as f32', 'column 6: f32 is no integer type'],
    ['1 as', 'column 5: the end is no integer type'],
    ['as', 'column 1: a value is expected, not as'],
    ['a @ b', 'column 3: @ means nothing here'],
    ['"text"', 'column 1: " means nothing here'],
    ['1'.repeat(1001), 'an expression has at most 1000 characters'],
  ];
  for (const [text, message] of errors) {
    it(`refuses ${text.length > 20 ? 'a very long text' : `"${text}"`}`, () => {
      assert.throws(() => parse(text), { name: 'EvaluationError', message });
    });
  }

  const nested = ['('.repeat(1000), '-'.repeat(1000), '['.repeat(1000), 'a['.repeat(500)];
  for (const text of nested) {
    it(`survives ${text.slice(0, 2)} a thousand times over`, () => {
      assert.throws(() => parse(text), { name: 'EvaluationError' });
    });
  }

  it('refuses with an EvaluationError whatever it does not read', () => {
    const pieces = ['a', '$sp', '0x1f', '(', ')', '[', ']', ';', '.', 'as', 'u8', '*', '&', ' '];
    const operators = ['+', '-', '<<', '>>', '==', '!', '~', '<', '::', '€', '😀', '"', '1'];
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...pieces, ...operators)).map(it => it.join('')),
    );
    fc.assert(
      fc.property(text, it => {
        try {
          parse(it);
        } catch (error) {
          assert.ok(error instanceof EvaluationError, String(error));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads again what it has read, and the same', () => {
    const leaf = fc.constantFrom('a', 'a::b', '$sp', '7');
    const tree = fc.letrec<{ any: string }>(tie => ({
      any: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.tuple(fc.constantFrom('-', '~', '*', '&'), tie('any')).map(([o, it]) => `(${o}${it})`),
        fc
          .tuple(tie('any'), fc.constantFrom('+', '*', '<<', '|', '>='), tie('any'))
          .map(([l, o, r]) => `(${l} ${o} ${r})`),
        fc.tuple(tie('any'), tie('any')).map(([of, index]) => `${of}[${index}]`),
        tie('any').map(it => `${it}.f`),
        tie('any').map(it => `(${it} as i8)`),
      ),
    })).any;
    fc.assert(
      fc.property(
        tree.filter(it => it.length < 1000),
        it => {
          assert.equal(bracketed(parse(it)), it);
        },
      ),
    );
  });
});
