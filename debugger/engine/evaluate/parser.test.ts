import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { EvaluationError } from '../evaluationError';
import type { Expression, TypeExpression } from './expression';
import { parseExpression, splitAssignment } from './parser';

const parse = (text: string) => parseExpression(text).tree;

function typeText(type: TypeExpression): string {
  switch (type.kind) {
    case 'named':
      return type.name;
    case 'pointer':
      return `*${type.isMutable ? 'mut' : 'const'} ${typeText(type.to)}`;
    case 'array':
      return `[${typeText(type.of)}; ${type.count}]`;
  }
}

/** Fully bracketed, so that a row shows what binds to what. */
function bracketed(it: Expression): string {
  const list = (all: readonly Expression[]) => all.map(bracketed).join(', ');
  const end = (side: Expression | undefined) => (side === undefined ? '' : bracketed(side));
  switch (it.kind) {
    case 'number':
      return `${it.value}${it.type ?? ''}`;
    case 'char':
      return `'${String.fromCodePoint(it.value)}'`;
    case 'text':
      return JSON.stringify(it.value);
    case 'register':
    case 'name':
      return it.name;
    case 'variant':
      return `${it.name}(${list(it.fields)})`;
    case 'struct': {
      const fields = it.fields.map(({ name, value }) => `${name}: ${bracketed(value)}`);
      return `${it.name}{${fields.join(', ')}}`;
    }
    case 'list':
      return `[${list(it.elements)}]`;
    case 'field':
      return `${bracketed(it.of)}.${it.name}`;
    case 'method':
      return `${bracketed(it.of)}.${it.name}()`;
    case 'index':
      return `${bracketed(it.of)}[${list(it.keys)}]`;
    case 'slice':
      return `${bracketed(it.of)}[${end(it.from)}${it.isInclusive ? '..=' : '..'}${end(it.to)}]`;
    case 'unary':
      return `(${it.operator}${bracketed(it.of)})`;
    case 'binary':
      return `(${bracketed(it.left)} ${it.operator} ${bracketed(it.right)})`;
    case 'is':
      return `(${bracketed(it.of)} is ${bracketed(it.pattern)})`;
    case 'cast':
      return `(${bracketed(it.of)} as ${typeText(it.type)})`;
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
    ['a == 1 && b < 2 || !c', '(((a == 1) && (b < 2)) || (!c))'],
    ['a || b && c', '(a || (b && c))'],
    ['(a < b) == c', '((a < b) == c)'],
    ['(1 + 2) * 3', '((1 + 2) * 3)'],
    ['-a as u8 + 1', '(((-a) as u8) + 1)'],
    ['a * b as i16 as u32', '(a * ((b as i16) as u32))'],
    ['a is Fill { amount: 3, to: _, .. } && b', '((a is Fill{amount: 3, to: _}) && b)'],
    ['a == Pair { x: 1, y: 2, }', '(a == Pair{x: 1, y: 2})'],
    ['a == [1, _,] || b == []', '((a == [1, _]) || (b == []))'],
    ['a.r#type == r#match', '(a.type == match)'],
    ['a as u32 < b', '((a as u32) < b)'],
    ['a as *const u32', '(a as *const u32)'],
    ['*(0x8000 as *mut [u8; 4])', '(*(32768 as *mut [u8; 4]))'],
    [
      'p as *const token::Order<u32, Vec<Vec<u8>>>',
      '(p as *const token::Order<u32, Vec<Vec<u8>>>)',
    ],
    ['*a.b[1]', '(*a.b[1])'],
    ['(*a).0.1', '(*a).0.1'],
    ['&a.b', '(&a.b)'],
    ['&mut a', '(&a)'],
    ['&&a', '(&(&a))'],
    ['- - !x', '(-(-(!x)))'],
    ['a[1..2]', 'a[1..2]'],
    ['a[..]', 'a[..]'],
    ['a[1..]', 'a[1..]'],
    ['a[..=b + 1]', 'a[..=(b + 1)]'],
    ['storage.Allowances[alice, bob]', 'storage.Allowances[alice, bob]'],
    ['v.len() > 3', '(v.len() > 3)'],
    ['x == Some(3)', '(x == Some(3))'],
    ['x is Err(token::Error::NotOwner(_))', '(x is Err(token::Error::NotOwner(_)))'],
    ['[sp + 4; 2 * 8][3]', '[(sp + 4); (2 * 8)][3]'],
    ['$sp - 0x10', '($sp - 16)'],
    ['0b1010_1010', '170'],
    ['0o17', '15'],
    ['1_000', '1000'],
    ['1_000_u64', '1000u64'],
    ['0xDEAD_beef', '3735928559'],
    ['0xffu8', '255u8'],
    ["'a'", "'a'"],
    ["b'a'", '97u8'],
    [String.raw`'\u{1F600}'`, "'😀'"],
    [String.raw`'\''`, `'''`],
    [String.raw`"a\"b\n\x41"`, String.raw`"a\"b\nA"`],
    ['erc20::transfer', 'erc20::transfer'],
    ['größe', 'größe'],
    ['asset as u8', '(asset as u8)'],
    ['1<<2>>1', '((1 << 2) >> 1)'],
    ['a<=b', '(a <= b)'],
  ];
  for (const [text, tree] of rows) {
    it(`reads ${text}`, () => assert.equal(bracketed(parse(text)), tree));
  }

  const formats: readonly [text: string, format: string][] = [
    ['a,x', '{"base":16}'],
    ['a , b', '{"base":2}'],
    ['a,o', '{"base":8}'],
    ['a,d', '{"base":10}'],
    ['a,s', '{"isText":true}'],
  ];
  for (const [text, format] of formats) {
    it(`reads the format of ${text}`, () =>
      assert.equal(JSON.stringify(parseExpression(text).format), format));
  }

  it('reads the number of elements behind a pointer', () => {
    const { format } = parseExpression('p,[n + 1],x');
    assert.equal(format.count && bracketed(format.count), '(n + 1)');
    assert.equal(format.base, 16);
  });

  it('splits an assignment, and nothing else', () => {
    assert.deepEqual(splitAssignment('a.b = c == 1'), { left: 'a.b ', right: ' c == 1' });
    assert.equal(splitAssignment('a == 1'), undefined);
  });

  const errors: readonly [text: string, at: string, message: string][] = [
    ['', '0-0', 'a value is expected, not the end'],
    ['1 +', '3-3', 'a value is expected, not the end'],
    ['1 2', '2-3', '2 is left over'],
    ['(1', '2-2', ') is expected, not the end'],
    ['a[1', '3-3', '] is expected, not the end'],
    ['[sp 4]', '4-5', ', is expected, not 4'],
    ['[sp; 4, 5]', '6-7', '] is expected, not ,'],
    ['a is B { 3 }', '11-12', ': is expected, not }'],
    ['a is B { x', '10-10', ': is expected, not the end'],
    ['a == 1.5', '5-8', 'there is no arithmetic on floats, and no float to compare with'],
    ['a += 1', '2-4', 'there is no +=: write x = x + …'],
    ['a.', '2-2', "a field's name is expected, not the end"],
    ['a.f(1)', '4-5', 'the debugger calls no code of the program'],
    ['a.b::c', '2-6', "a field's name is expected, not b::c"],
    ['12ab', '0-4', '12ab is not a number'],
    ['0x', '0-2', '0x is not a number'],
    ['1 + 0b12', '4-8', '0b12 is not a number'],
    ['1 as', '4-4', 'a type is expected, not the end'],
    ['1 as *u8', '6-8', 'a pointer is *const or *mut'],
    ['1 as Vec<u8', '11-11', '> is expected, not the end'],
    ['1 as *const [u8; x]', '17-18', 'a number of elements is expected, not x'],
    ['as', '0-2', 'a value is expected, not as'],
    ['a @ b', '2-3', '@ means nothing here'],
    ['~a', '0-1', "~ means nothing here: Rust's complement is !"],
    ['a < b < c', '6-7', 'comparisons do not chain: put what is left of < in parentheses'],
    ['a = 5', '2-3', 'nothing is assigned here: compare with =='],
    ['a,y', '2-3', ',y is no format: there are ,x ,b ,o ,d ,s and ,[n]'],
    ['"text', '0-1', 'this text has no end: its closing quote is missing'],
    ["'ab'", '0-1', "a char is one character in quotes, as 'a'"],
    [String.raw`"\u{110000}"`, '1-11', String.raw`\u{110000} stands for no character`],
    ["b'€'", '0-4', "b'€' is not a byte"],
  ];
  for (const [text, at, message] of errors) {
    it(`refuses "${text}"`, () => {
      assert.throws(
        () => parse(text),
        (error: EvaluationError) => {
          assert.equal(error.message, message);
          assert.equal(`${error.span?.start}-${error.span?.end}`, at);
          return true;
        },
      );
    });
  }

  it('points at the character in a terminal', () => {
    assert.throws(
      () => parse('a + @b'),
      (error: EvaluationError) =>
        error.pointed('a + @b') === '@ means nothing here\n  a + @b\n      ^',
    );
  });

  it('refuses a very long text', () => {
    assert.throws(() => parse('1'.repeat(1001)), {
      message: 'an expression has at most 1000 characters',
    });
  });

  const nested = ['('.repeat(1000), '-'.repeat(1000), '['.repeat(1000), 'a['.repeat(500)];
  for (const text of nested) {
    it(`survives ${text.slice(0, 2)} a thousand times over`, () => {
      assert.throws(() => parse(text), { name: 'EvaluationError' });
    });
  }

  it('refuses whatever it does not read, and points into the text', () => {
    const pieces = ['a', '$sp', '0x1f', '(', ')', '[', ']', ';', '.', 'as', 'u8', '*', '&', ' '];
    const operators = ['+', '-', '<<', '>>', '==', '!', '~', '<', '::', '€', '😀', '"', '1', '..'];
    const words = ["'a'", '"b"', 'is', 'Some(', ',x', ',[', 'const', '&&', '||', '=', "b'", '\\u{'];
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...pieces, ...operators, ...words)).map(it => it.join('')),
    );
    fc.assert(
      fc.property(text, it => {
        try {
          parse(it);
        } catch (error) {
          assert.ok(error instanceof EvaluationError, String(error));
          const { start, end } = error.span ?? { start: 0, end: 0 };
          assert.ok(start >= 0 && start <= end && end <= it.length, `${start}-${end} of ${it}`);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads again what it has read, and the same', () => {
    const leaf = fc.constantFrom('a', 'a::b', '$sp', '7', '7u8', "'x'", '"t"');
    const tree = fc.letrec<{ any: string }>(tie => ({
      any: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.tuple(fc.constantFrom('-', '!', '*', '&'), tie('any')).map(([o, it]) => `(${o}${it})`),
        fc
          .tuple(tie('any'), fc.constantFrom('+', '*', '<<', '|', '>=', '&&', '||'), tie('any'))
          .map(([l, o, r]) => `(${l} ${o} ${r})`),
        fc.tuple(tie('any'), tie('any')).map(([of, index]) => `${of}[${index}]`),
        fc.tuple(tie('any'), tie('any'), tie('any')).map(([of, a, b]) => `${of}[${a}..${b}]`),
        fc.tuple(tie('any'), tie('any')).map(([a, b]) => `(${a} is Some(${b}, _))`),
        tie('any').map(it => `${it}.f`),
        tie('any').map(it => `${it}.len()`),
        tie('any').map(it => `(${it} as i8)`),
        tie('any').map(it => `(${it} as *const [a::T<u8>; 3])`),
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
