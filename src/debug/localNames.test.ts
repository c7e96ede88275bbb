import assert from 'node:assert/strict';
import { localNames } from './localNames';

const names = (text: string) => {
  const lines = text.split('\n');
  return localNames(it => lines[it] ?? '', lines.length - 1).map(it => it.name);
};

describe('names of variables in source', () => {
  const lines: readonly [what: string, text: string, expected: string[]][] = [
    ['a variable and what it is made of', 'let total = left + right;', ['total', 'left', 'right']],
    ['each name once a line', 'x = x * x;', ['x']],
    ['no field', 'let n = metadata.total_supply;', ['n', 'metadata']],
    ['no call', 'let n = balance_of(owner);', ['n', 'owner']],
    ['no macro', 'require!(amount > 0, b"no coin");', ['amount']],
    ['no path and no type', 'let a: u32 = core::mem::size_of::<Address>();', ['a']],
    ['no lifetime', "let s: &'a str = text;", ['s', 'text']],
    ['self', 'self.count += 1;', ['self']],
    ['nothing in a comment or a string', 'let a = "b c"; // d "e"', ['a']],
    ['nothing after a character', "let a = '\"'; let b = 1;", ['a', 'b']],
    ['no underscore', 'let _ = value;', ['value']],
  ];
  for (const [what, text, expected] of lines) {
    it(`are ${what}`, () => assert.deepEqual(names(text), expected));
  }

  it('begin at the head of the function and end where it stopped', () => {
    const text = [
      'fn other(before: u32) {}',
      'pub(crate) unsafe fn here(first: u32) {',
      '  let second = first;',
      '  let third = second;',
    ];
    const found = localNames(it => text[it] ?? '', 2);
    assert.deepEqual(found, [
      { name: 'first', line: 1, column: 26 },
      { name: 'second', line: 2, column: 6 },
      { name: 'first', line: 2, column: 15 },
    ]);
  });
});
