import { strict as assert } from 'node:assert';
import { findLoops, loopsAround } from './loops';

const edges = (...pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([from, to]) => ({ from, to }));

describe('the loops of a region', () => {
  it('are none where all edges lead on', () => {
    assert.deepEqual(findLoops(edges([0, 1], [0, 3], [1, 2])), []);
  });

  it('reach from where an edge leads back to, to the last such edge', () => {
    assert.deepEqual(findLoops(edges([2, 1], [4, 1], [3, 3])), [
      { first: 1, last: 4 },
      { first: 3, last: 3 },
    ]);
  });

  it('nest: where two cross, the outer one is widened, and what that makes cross with it', () => {
    assert.deepEqual(findLoops(edges([3, 0], [5, 2], [8, 4])), [
      { first: 0, last: 8 },
      { first: 2, last: 8 },
      { first: 4, last: 8 },
    ]);
  });

  it('are found around a block, outer ones first', () => {
    const loops = findLoops(edges([9, 0], [5, 2], [4, 3], [8, 7]));
    assert.deepEqual(
      loopsAround(loops, 4).map(it => it.first),
      [0, 2, 3],
    );
  });
});
