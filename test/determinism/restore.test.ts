/** A scenario from any of its positions is the scenario: what comes after a restore is what came before. */

import { strict as assert } from 'node:assert';
import type { ChainSnapshot } from '../../debugger/chain/run';
import { Random } from './support/random';
import { fingerprint, reach, runToEnd, scenarioRun, SCENARIOS } from './support/scenarioRun';

const POSITIONS = 12;

describe('a scenario that is restored', () => {
  it('is one of many', () => assert.ok(SCENARIOS.length >= 8, `${SCENARIOS.length} found`));

  for (const [index, path] of SCENARIOS.entries()) {
    it(`goes on as it did: ${path}`, async () => {
      const random = new Random(index + 1);
      const straight = await scenarioRun(path);
      assert.equal(await runToEnd(straight), 'complete');
      const { position: end } = straight.machine;
      const positions = random.ascending(POSITIONS, end);

      // As it looks to a run that nobody takes snapshots of, up to the position.
      const expected = new Map<number, string>([[end, fingerprint(straight)]]);
      const watched = await scenarioRun(path);
      for (const position of positions) {
        assert.equal(await reach(watched, position), 'budget');
        assert.equal(watched.machine.position, position);
        expected.set(position, fingerprint(watched));
      }

      const run = await scenarioRun(path);
      const snapshots: ChainSnapshot[] = [];
      for (const position of positions) {
        await reach(run, position);
        snapshots.push(run.snapshot());
      }
      for (const from of random.shuffled(snapshots)) {
        run.restore(from);
        assert.equal(fingerprint(run), expected.get(from.machine.position));
        const later = positions.filter(it => it > from.machine.position);
        const to = later[random.below(Math.max(1, later.length))] ?? end;
        await reach(run, to);
        assert.equal(fingerprint(run), expected.get(to), `${from.machine.position} to ${to}`);
      }
      run.restore(snapshots[0] ?? assert.fail());
      assert.equal(await runToEnd(run), 'complete');
      assert.equal(fingerprint(run), expected.get(end));
      assert.deepEqual(run.receipts, straight.receipts);
    });
  }

  it('can be restored again and again from where a breakpoint stopped it', async () => {
    const run = await scenarioRun(SCENARIOS[0] ?? assert.fail());
    assert.equal(await reach(run, 100_000), 'budget');
    const start = run.snapshot();
    assert.equal(await reach(run, 100_500), 'budget');
    const { pc } = run.machine;
    const after = fingerprint(run);
    for (let again = 0; again < 3; again += 1) {
      run.restore(start);
      run.machine.breakpoints.add(pc);
      for (;;) {
        if ((await reach(run, 100_500)) === 'budget') break;
        run.machine.skipBreakpointOnce = true;
      }
      run.machine.breakpoints.clear();
      assert.equal(fingerprint(run), after);
    }
  });
});
