import assert from 'node:assert/strict';
import { FakeEngine } from '../../test/dap/support/fakeEngine';
import type { DebugEngine } from '../engine/debugEngine';
import { Connection } from './connection';
import type { Demand, Phase } from './phases';
import { refusal } from './phases';
import type { AdapterServices } from './services';

describe('phases', () => {
  const rows: readonly (readonly [Phase, asked: readonly Demand[]])[] = [
    ['new', ['fresh']],
    ['launching', []],
    ['ready', ['launched']],
    ['stopped', ['launched', 'stopped']],
    ['running', ['launched']],
    ['ended', ['launched']],
    ['unloaded', []],
    ['left', []],
  ];
  for (const [phase, asked] of rows) {
    it(`${phase} allows ${asked.join(' and ') || 'nothing'}`, () => {
      const all: readonly Demand[] = ['fresh', 'launched', 'stopped'];
      assert.deepEqual(
        all.filter(it => refusal(phase, it, false) === undefined),
        asked,
      );
    });
  }

  it('say how the session has come to its machine', () => {
    assert.equal(refusal('running', 'fresh', false), 'this session has been launched already');
    assert.equal(refusal('left', 'fresh', true), 'this session is attached already');
  });

  it('end unloaded where what was loading arrives too late', async () => {
    const { session } = new Connection({} as AdapterServices);
    let arrive = (_: DebugEngine): void => undefined;
    const launched = session.launch({ scenario: '/a' }, () => new Promise(it => (arrive = it)));
    await session.end();
    arrive(new FakeEngine().asEngine());
    await assert.rejects(launched, { message: 'the session has ended' });
    assert.throws(() => session.demand('launched'), /ended before it was loaded/);
  });
});
