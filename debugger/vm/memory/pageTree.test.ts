import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { PageTree, type Page } from './pageTree';

const page = (n: number): Page => (n === 0 ? undefined : Uint8Array.of(n));

describe('page tree', () => {
  const changes = fc.dictionary(fc.nat(1000).map(String), fc.nat(3));
  const made = fc.array(changes, { maxLength: 6 });

  it('is a map that costs nothing to keep', () => {
    fc.assert(
      fc.property(made, steps => {
        let tree = new PageTree();
        const kept: [PageTree, Map<number, Page>][] = [];
        let model = new Map<number, Page>();
        for (const step of steps) {
          const entries = new Map(Object.entries(step).map(([at, n]) => [Number(at), page(n)]));
          tree = tree.with(entries);
          model = new Map([...model, ...entries]);
          kept.push([tree, model]);
        }
        for (const [then, expected] of kept) {
          const wanted = [...expected]
            .filter(it => it[1] !== undefined)
            .sort((a, b) => a[0] - b[0]);
          assert.deepEqual([...then.pages()], wanted);
          for (const [at, value] of expected) assert.equal(then.get(at), value);
        }
      }),
    );
  });

  it('tells in which pages two differ', () => {
    fc.assert(
      fc.property(made, changes, (steps, last) => {
        let tree = new PageTree();
        for (const step of steps) {
          tree = tree.with(new Map(Object.entries(step).map(([at, n]) => [Number(at), page(n)])));
        }
        const entries = new Map(Object.entries(last).map(([at, n]) => [Number(at), page(n)]));
        const other = tree.with(entries);
        const different = [...entries].filter(([at, it]) => tree.get(at) !== it).map(it => it[0]);
        const ascending = different.sort((a, b) => a - b);
        assert.deepEqual([...tree.differences(other)], ascending);
        assert.deepEqual([...other.differences(tree)], ascending);
      }),
    );
  });
});
