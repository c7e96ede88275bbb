/** A run goes to any position, neither less far nor farther: through host calls, and the interrupt that ends the gas. */

import { strict as assert } from 'node:assert';
import type { ChainRun } from '../../debugger/chain/run';
import { Random } from './support/random';
import { fingerprint, reach, runToEnd, scenario, SCENARIOS } from './support/scenarioRun';

const PATH = SCENARIOS.find(it => it.includes('trouble')) ?? '';
/** Positions on either side that are visited too. */
const AROUND = 3;
const CALLS = 12;

/** Where the host answered calls, and where interrupts were taken. */
async function eventfulPositions(): Promise<{ calls: number[]; interrupts: number[] }> {
  const calls: number[] = [];
  const interrupts: number[] = [];
  const note = (): void => void calls.push(run.machine.position);
  const observer = {
    transactionStarted: note,
    taskStarted: note,
    taskEnded: note,
    receipt: note,
    eventFired: () => void note(),
  };
  const { run } = await scenario(PATH, observer);
  run.machine.stopOnTrap = true;
  for (;;) {
    const stop = await runToEnd(run);
    if (stop !== 'trap') break;
    // Taking it was a step of its own.
    if (run.machine.lastTrap.interrupt) interrupts.push(run.machine.position - 1);
  }
  return { calls, interrupts };
}

/** By single steps: what every position around a place looks like. */
async function stepped(run: ChainRun, first: number, last: number): Promise<Map<number, string>> {
  const seen = new Map<number, string>();
  await reach(run, first);
  for (let position = first; position <= last; position += 1) {
    seen.set(position, fingerprint(run));
    assert.equal(await reach(run, run.machine.position + 1), 'budget');
    assert.equal(run.machine.position, position + 1);
  }
  return seen;
}

describe('a run to a position', () => {
  let calls: number[];
  let interrupts: number[];
  before(async () => ({ calls, interrupts } = await eventfulPositions()));

  async function check(places: readonly number[]): Promise<void> {
    const random = new Random(99);
    const run = (await scenario(PATH)).run;
    const start = run.snapshot();
    for (const place of places) {
      run.restore(start);
      const expected = await stepped(run, place - AROUND, place + AROUND);
      for (const position of random.shuffled([...expected.keys()])) {
        run.restore(start);
        assert.equal(await reach(run, position), 'budget');
        assert.equal(run.machine.position, position);
        assert.equal(fingerprint(run), expected.get(position), `at ${position}, near ${place}`);
      }
    }
  }

  it('stops on either side of an interrupt', async () => {
    assert.ok(interrupts.length > 0, 'no gas timer rang');
    await check(interrupts.slice(0, 4));
  });

  it('stops on either side of a host call', async () => {
    assert.ok(calls.length > CALLS, `${calls.length} calls`);
    await check(new Random(3).shuffled(calls).slice(0, CALLS));
  });

  it('stays where it is at a position that it has reached', async () => {
    const run = (await scenario(PATH)).run;
    const [call = 0] = calls;
    await reach(run, call);
    const here = fingerprint(run);
    assert.equal(await reach(run, call), 'budget');
    assert.equal(await reach(run, call - 10), 'budget');
    assert.equal(fingerprint(run), here);
  });
});
