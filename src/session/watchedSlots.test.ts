import assert from 'node:assert/strict';
import { WatchedSlots } from './watchedSlots';

const ALICE = { account: 'aa'.repeat(20), domain: 'balances', key: 'balances:01' };
const ALL = { account: 'aa'.repeat(20), domain: 'balances' };

describe('watched slots', () => {
  it('are watched in one way each', () => {
    const watched = new WatchedSlots();
    watched.watch(ALICE, 'write');
    watched.watch(ALICE, 'read');
    assert.deepEqual(watched.all, [{ ...ALICE, accessType: 'read' }]);
  });

  it('tell a slot from the map that it is in', () => {
    const watched = new WatchedSlots([{ ...ALL, accessType: 'write' }]);
    assert.equal(watched.accessTo(ALL), 'write');
    assert.equal(watched.accessTo(ALICE), undefined);
  });

  it('say what they are after each change', () => {
    const watched = new WatchedSlots();
    const counts: number[] = [];
    watched.onChange = it => counts.push(it.length);
    watched.watch(ALL, 'write');
    watched.watch(ALICE, 'write');
    watched.forget(ALL);
    assert.deepEqual(counts, [1, 2, 1]);
  });
});
