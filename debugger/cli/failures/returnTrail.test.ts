import { strict as assert } from 'node:assert';
import type { TrailStep } from './returnTrail';
import { isEndOfBlock, originOf } from './returnTrail';

/** Steps at lines of functions: `1:93` is line 93 in a function at depth 1; a `}` behind it, its end. */
function origin(...lines: string[]): string | undefined {
  const steps = lines.map((it): TrailStep & { readonly at: string } => ({
    at: it,
    stack: [],
    depth: Number(it[0]),
    isEnd: it.endsWith('}'),
  }));
  const found = originOf(steps);
  return steps.find(it => it === found)?.at;
}

describe('the origin of an error', () => {
  const cases: readonly [what: string, lines: string[], origin: string | undefined][] = [
    ['no line at all', [], undefined],
    ['the last line', ['1:10', '1:11'], '1:11'],
    ['the line before the end of the function', ['1:10', '1:11', '1:12}'], '1:11'],
    [
      'the last line of the function that was called last',
      ['1:10', '2:20', '2:21', '2:22}', '1:12}'],
      '2:21',
    ],
    [
      'the same where the caller has no line after the call',
      ['1:10', '2:20', '2:21', '2:22}'],
      '2:21',
    ],
    ['not the function that was called before', ['1:10', '2:20', '2:21}', '1:11', '1:12}'], '1:11'],
    ['through several functions', ['1:10', '2:20', '3:30', '3:31}', '2:21}', '1:11}'], '3:30'],
    ['an end, where nothing else was seen of the function', ['1:10', '2:21}'], '2:21}'],
  ];
  for (const [what, lines, expected] of cases) {
    it(`is ${what}`, () => assert.equal(origin(...lines), expected));
  }

  it('is at no line that only closes what is open', () => {
    assert.deepEqual(['}', '    })?;', ')', 'Ok(())', '}else{'].map(isEndOfBlock), [
      true,
      false,
      true,
      false,
      false,
    ]);
  });
});
