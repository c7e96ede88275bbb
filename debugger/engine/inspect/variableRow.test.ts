import { strict as assert } from 'node:assert';
import type { DwarfValue, NamedValue } from '../../dwarf/values/value';
import { variableRow } from './variableRow';

function value(parts: Partial<DwarfValue>): DwarfValue {
  return { text: '?', type: 'T', ...parts } as DwarfValue;
}

/** A list whose elements are their indices; without numbers it comes as one range. */
function list(count: number): DwarfValue {
  const element = (at: number): NamedValue => ({
    name: `[${at}]`,
    value: value({ text: `${at}` }),
  });
  return value({
    indexedCount: count,
    children: (start, wanted) =>
      start === undefined
        ? [{ name: `[0..${count}]`, value: value({ children: () => [element(0)] }) }]
        : Array.from({ length: wanted ?? 0 }, (_, at) => element(start + at)),
  });
}

const part = (name: string) => [{ name, value: value({}) }];

describe('rows of variables', () => {
  it('lead to what a pointer points at, else to the value itself', () => {
    assert.equal(
      variableRow('p', value({ address: 16, pointsTo: 32 }), 'p').memoryReference,
      '0x00000020',
    );
    assert.equal(variableRow('v', value({ address: 16 }), 'v').memoryReference, '0x00000010');
    assert.equal(variableRow('r', value({ register: 10 }), 'r').memoryReference, undefined);
  });

  const expressions: readonly [part: string, whole: string, expression: string | undefined][] = [
    ['field', 'a', 'a.field'],
    ['0', 'a', 'a.0'],
    ['*', 'a', '(*a)'],
    ['*', 'a.b', '(*a.b)'],
    ['field', '(*a)', '(*a).field'],
    ['[3]', 'a', 'a[3]'],
    ['[0..100]', 'a', undefined],
    ['odd name', 'a', undefined],
  ];
  for (const [name, whole, expression] of expressions) {
    it(`have ${expression ?? 'no expression'} for ${name} of ${whole}`, () => {
      const row = variableRow('a', value({ children: () => part(name) }), whole);
      assert.deepEqual(
        row.children?.().map(it => it.evaluateName),
        [expression],
      );
    });
  }

  it('have no expressions inside of what has none', () => {
    const row = variableRow('x (shadowed)', value({ children: () => part('field') }), undefined);
    assert.deepEqual(
      row.children?.().map(it => it.evaluateName),
      [undefined],
    );
  });

  it('give all elements of a list that is short', () => {
    const row = variableRow('a', list(1000), 'a');
    assert.equal(row.indexedCount, 1000);
    const elements = row.children?.() ?? [];
    assert.equal(elements.length, 1000);
    assert.deepEqual([elements[999]?.name, elements[999]?.evaluateName], ['[999]', 'a[999]']);
  });

  it('give ranges of a list that is long', () => {
    const row = variableRow('a', list(1001), 'a');
    assert.equal(row.indexedCount, undefined);
    assert.deepEqual(
      row.children?.().map(it => it.name),
      ['[0..1001]'],
    );
  });
});
