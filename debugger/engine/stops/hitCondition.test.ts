import { strict as assert } from 'node:assert';
import { parseHitCondition } from './hitCondition';

describe('hit conditions', () => {
  const rows: readonly [text: string, hits: readonly number[]][] = [
    ['3', [3]],
    [' == 3 ', [3]],
    ['=3', [3]],
    ['!= 3', [1, 2, 4, 5, 6]],
    ['>= 5', [5, 6]],
    ['>5', [6]],
    ['< 3', [1, 2]],
    ['<=3', [1, 2, 3]],
    ['% 2', [2, 4, 6]],
    ['0', []],
  ];
  for (const [text, hits] of rows) {
    it(`${text} is met at ${hits.join(', ') || 'none'} of six hits`, () => {
      const condition = parseHitCondition(text);
      assert.ok(typeof condition !== 'string', String(condition));
      assert.deepEqual(
        [1, 2, 3, 4, 5, 6].filter(it => condition.holds(it)),
        hits,
      );
    });
  }

  for (const text of ['', 'often', '>= ', '5 >', '-1', '%0', '1.5', '>> 3', '9999999999999999']) {
    it(`refuses “${text}” with a sentence`, () => {
      assert.match(String(parseHitCondition(text)), /write/);
    });
  }
});
