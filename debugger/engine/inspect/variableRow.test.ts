import { strict as assert } from 'node:assert';
import type { DwarfValue, NamedValue } from '../../dwarf/values/value';
import { rowOf, variableRow } from './variableRow';

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
    ['[0..100]', 'a', 'a[0..100]'],
    ['data[0..4]', 'a', 'a.data[0..4]'],
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

  it('of a list come by page, or as ranges', () => {
    const row = variableRow('a', list(1_000_000), 'a');
    assert.equal(row.indexedCount, 1_000_000);
    const [element, ...more] = row.children?.({ start: 999_999, count: 1 }) ?? [];
    assert.deepEqual([element?.name, element?.evaluateName], ['[999999]', 'a[999999]']);
    assert.deepEqual(more, []);
    const [range] = row.children?.() ?? [];
    assert.deepEqual([range?.name, range?.evaluateName], ['[0..1000000]', 'a[0..1000000]']);
    assert.equal(range?.hint?.kind, 'virtual');
    assert.equal(range?.children?.()[0]?.evaluateName, 'a[0]');
  });

  it('of a map have their keys for names, and expressions where a key has a literal', () => {
    const entries = value({
      entryCount: 1,
      children: () => [
        { name: '["a"]', key: '"a"', value: value({ text: '1' }) },
        { name: '[0..1]', key: undefined, value: value({ text: '2' }) },
      ],
    });
    const row = variableRow('m', entries, 'm');
    assert.deepEqual([row.indexedCount, row.evaluateName], [1, 'm']);
    assert.deepEqual(
      row.children?.({ start: 0, count: 2 }).map(it => [it.name, it.value, it.evaluateName]),
      [
        ['["a"]', '1', 'm["a"]'],
        ['[0..1]', '2', undefined],
      ],
    );
  });

  it('say what a client may make of them', () => {
    const hints = (it: Partial<DwarfValue>) => variableRow('a', value(it), 'a').hint?.attributes;
    assert.deepEqual(hints({ readOnly: 'it is a constant' }), ['constant']);
    assert.deepEqual(hints({ isText: true }), ['rawString']);
    assert.equal(hints({}), undefined);
  });

  it('can be written where there is a context and nothing forbids it', () => {
    const written: string[] = [];
    const context = {
      write: (_: DwarfValue, text: string) => void written.push(text),
      isWatched: ({ address }: DwarfValue) => address === 16,
      placeOf: () => undefined,
    };
    const children = () => [
      { name: 'x', value: value({}) },
      { name: 'y', value: value({ readOnly: 'optimized out' }) },
    ];
    const row = rowOf('p', value({ children }), { expression: 'p', context });
    const [x, y] = row.children?.() ?? [];
    x?.write?.('5');
    assert.deepEqual(written, ['5']);
    assert.deepEqual(
      [x?.readOnly, y?.readOnly, y?.readOnlyReason, y?.write],
      [undefined, true, 'optimized out', undefined],
    );
    assert.equal(variableRow('p', value({}), 'p').readOnly, true);
    const watched = rowOf('w', value({ address: 16 }), { expression: 'w', context });
    assert.deepEqual(watched.hint?.attributes, ['hasDataBreakpoint']);
  });
});
