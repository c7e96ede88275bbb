import assert from 'node:assert/strict';
import { hoveredExpression } from './hoveredExpression';

/** `|` stands before the character that is hovered. */
function hovered(marked: string): string | undefined {
  const column = marked.indexOf('|');
  return hoveredExpression(marked.replace('|', ''), column)?.text;
}

describe('the expression under the mouse', () => {
  const rows: readonly [marked: string, expression: string | undefined][] = [
    ['let x = am|ount + 1;', 'amount'],
    ['let x = |amount + 1;', 'amount'],
    ['let x = amount| + 1;', undefined],
    ['self.bal|ances[i].amount', 'self.balances'],
    ['|self.balances[i].amount', 'self'],
    ['self.balances[|i].amount', 'i'],
    ['self.balances|[i].amount', 'self.balances[i]'],
    ['self.balances[i|].amount', 'self.balances[i]'],
    ['self.balances[i]|.amount', undefined],
    ['self.balances[i].am|ount', 'self.balances[i].amount'],
    ['self.grid[row + 1][col].ce|ll', 'self.grid[row + 1][col].cell'],
    ['pair.|0', 'pair.0'],
    ['pair.0.|1', 'pair.0.1'],
    ['(*pointer).fi|eld', '(*pointer).field'],
    ['*poi|nter = 3', 'pointer'],
    ['&mut cou|nter', 'counter'],
    ['for i in 0..cou|nt {', 'count'],
    ['module::STA|TIC', 'module::STATIC'],
    ['crate::LIM|IT + 1', 'crate::LIMIT'],
    ['a != |b', 'b'],
    ['!|flag', 'flag'],
    ['größe.we|rt', 'größe.wert'],
    ['f(arg|ument)', 'argument'],
    ['fun|ction(argument)', undefined],
    ['self.len|gth()', undefined],
    ['self.get(1).na|me', undefined],
    ['map.get(&|key)', 'key'],
    ['print|ln!("{}", x)', undefined],
    ['x == So|me(3)', undefined],
    ['let x: Ord|er = y;', undefined],
    ['mod|ule::STATIC', undefined],
    ['le|t x = 1;', undefined],
    ['let s = "na|me";', undefined],
    ['// am|ount', undefined],
    ["fn f<'|a>(x: &'a str)", undefined],
    ['let n = 1|23;', undefined],
    ['#[der|ive(Debug)]', undefined],
    ['let a = |[1, 2];', undefined],
    ['', undefined],
  ];
  for (const [marked, expression] of rows) {
    it(`is ${expression ?? 'nothing'} at ${marked}`, () => {
      assert.equal(hovered(marked), expression);
    });
  }

  it('says where it is', () => {
    assert.deepEqual(hoveredExpression('let x = self.total;', 15), {
      text: 'self.total',
      start: 8,
      end: 18,
    });
  });
});
