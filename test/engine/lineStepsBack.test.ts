/** Steps back by line, statement and instruction, against the steps that a run forwards makes. */

import { strict as assert } from 'node:assert';
import type { Level } from './support/optimized';
import { servicesAt } from './support/optimized';
import { Session } from './support/session';

/** A stop of a walk. */
interface Step {
  readonly position: number;
  readonly transaction: number | undefined;
  readonly where: string;
  readonly depth: number;
  /** The line of a call goes on: it has begun before. */
  readonly isMidLine: boolean;
}

const MOST_STEPS = 60;

/** What the first contract of a scenario begins with. */
const FIRST: Readonly<Record<string, string>> = {
  'call_program/call': 'ask',
  'vault/robbed': 'deposit',
  'orderbook/match': 'match_orders',
};

/** At the first line of a function. */
async function start(
  scenario: string,
  level: Level,
  name = FIRST[scenario] ?? 'main_entry',
): Promise<Session> {
  const session = await Session.launch(scenario, {
    build: level !== '0',
    services: servicesAt(level),
  });
  session.engine.setFunctionBreakpoints([{ name }]);
  assert.notEqual(await session.run('continue'), 'terminated');
  session.engine.setFunctionBreakpoints([]);
  return session;
}

/** Steps into everything, and stands at the last of its stops. */
async function walk(
  scenario: string,
  level: Level,
  count = MOST_STEPS,
): Promise<{ session: Session; steps: Step[] }> {
  const session = await start(scenario, level);
  const steps: Step[] = [];
  for (;;) {
    const where = session.where();
    const depth = session.stack().length;
    const { position, transactionIndex: transaction } = session.engine;
    const own = steps.filter(it => it.transaction === transaction);
    const before = last(own, it => it.depth <= depth);
    const isBegun = before === undefined || (before.depth === depth && before.where === where);
    const isMidLine = own.length > 0 && isBegun;
    steps.push({ position, transaction, where, depth, isMidLine });
    if (steps.length === count) return { session, steps };
    // The end is no stop that could be gone back from.
    if ((await session.run('stepIn')) === 'terminated') return walk(scenario, level, steps.length);
  }
}

/** Steps back into everything, until a position; in the order of the run. */
async function walkBack(session: Session, until: number): Promise<[number, string][]> {
  const steps: [number, string][] = [];
  while (session.engine.position > until && steps.length < 2 * MOST_STEPS) {
    const where = await session.back('stepBackInto');
    steps.push([session.engine.position, where]);
  }
  return steps.reverse();
}

function last<T>(list: readonly T[], isIt: (it: T, at: number) => boolean): T | undefined {
  for (let at = list.length - 1; at >= 0; at--) {
    const it = list[at];
    if (it !== undefined && isIt(it, at)) return it;
  }
  return undefined;
}

/** Of the stops before one of them, the last whose call runs there still, less than so deep. */
function around(steps: readonly Step[], index: number, depth: number): Step | undefined {
  let least = steps[index]?.depth ?? 0;
  return last(steps.slice(0, index), it => {
    const isAlive = it.depth <= least && it.transaction === steps[index]?.transaction;
    least = Math.min(least, it.depth);
    return isAlive && !it.isMidLine && it.depth < depth;
  });
}

/** A stop at a line that was stopped at before in the transaction. */
function isAgain(steps: readonly Step[], { position, transaction, where, depth }: Step): boolean {
  const before = steps.filter(it => it.position < position && it.transaction === transaction);
  return before.some(it => it.where === where && it.depth === depth);
}

/** From a stop before it, forwards again. */
async function returnTo(session: Session, position: number): Promise<void> {
  for (let count = 0; session.engine.position < position && count < MOST_STEPS; count++) {
    await session.run('stepIn');
  }
  assert.equal(session.engine.position, position);
}

const walks: readonly [scenario: string, level: Level][] = [
  ['erc20/transfer', '0'],
  ['erc20/transfer', 's'],
  ['erc20/transfer', '1'],
  ['erc20/transfer', '3'],
  ['orderbook/match', '1'],
  ['dex/trade', '0'],
  ['dex/trade', 's'],
  ['call_program/call', '0'],
  ['vault/robbed', '0'],
];

describe('steps back', () => {
  for (const [scenario, level] of walks) {
    it(`go into ${scenario} the way that steps came, at level ${level}`, async () => {
      const { session, steps } = await walk(scenario, level);
      const first = steps[0]?.position ?? 0;
      const back = await walkBack(session, first);
      const forwards = steps.slice(0, -1).filter(it => !it.isMidLine);
      assert.ok(forwards.length > 5, `${forwards.length} steps`);
      // Where the optimizer has mixed lines, a step forwards stops at some once more.
      const wentBack = new Set(back.map(([position]) => position));
      const isMixed = (it: Step) =>
        level !== '0' && !wentBack.has(it.position) && isAgain(steps, it);
      const expected = forwards.filter(it => !isMixed(it)).map(it => [it.position, it.where]);
      const known = new Set(expected.map(it => it.join()));
      const found = level === '0' ? back : back.filter(it => known.has(it.join()));
      assert.deepEqual(found, expected);
      const stops = new Set(steps.map(it => it.position));
      const passed = back.filter(([position]) => !stops.has(position));
      assert.deepEqual(passed, [], 'a step forwards has run past');
    });
  }

  for (const scenario of ['erc20/transfer', 'dex/trade', 'call_program/call', 'vault/robbed']) {
    it(`go past calls, and out to the line of a call, in ${scenario}`, async () => {
      const { session, steps } = await walk(scenario, '0');
      let compared = 0;
      for (let index = steps.length - 1; index > 0; index--) {
        const { position, depth, where } = steps[index] ?? assert.fail();
        if (session.engine.position > position) await session.back('stepBackInto');
        if (session.engine.position !== position) continue;
        compared++;
        const before = {
          stepBack: around(steps, index, depth + 1),
          stepBackOut: around(steps, index, depth),
        };
        for (const action of ['stepBack', 'stepBackOut'] as const) {
          const expected = before[action];
          if (expected === undefined) continue;
          await session.back(action);
          const found = [session.engine.position, session.where()];
          assert.deepEqual(found, [expected.position, expected.where], `${action} from ${where}`);
          await returnTo(session, position);
        }
      }
      assert.ok(compared > steps.length / 2, `${compared} of ${steps.length}`);
    });
  }

  it('go from a panic to the line of the author that it happened in', async () => {
    const session = await Session.launch('erc20/refusals');
    session.engine.setExceptionFilters(['panic']);
    await session.run('continue');
    assert.equal(session.stop?.description, 'token panicked');
    assert.equal(
      await session.back('stepBack'),
      'init main.rs: require(Metadata::load(program).is_none(), b"already initialized");',
    );
    assert.match(await session.back('stepBackOut'), /^\{closure#0\} main\.rs: 0x01 => init/);
  });

  it('by instruction undo steps by instruction, calls and the kernel counting as one or not', async () => {
    for (const [action, undo] of [
      ['next', 'stepBack'],
      ['stepIn', 'stepBackInto'],
    ] as const) {
      const session = await start('erc20/transfer', '0', 'erc20::transfer');
      const positions = [session.engine.position];
      while (positions.length < (action === 'next' ? 50 : 1000)) {
        await session.run(action, true);
        positions.push(session.engine.position);
      }
      assert.equal(session.engine.threads()[0]?.name.startsWith('transaction 2'), true);
      for (const it of positions.reverse().slice(1)) {
        await session.back(undo, 'instruction');
        assert.equal(session.engine.position, it, action);
      }
    }
  });

  it('by statement stop in the middle of a line, where steps forwards do', async () => {
    const session = await start('orderbook/match', '0');
    const { engine } = session;
    const stand = (): [number, number | undefined] => [engine.position, engine.stack()[0]?.line];
    const forwards = [stand()];
    while (forwards.length < 12) {
      engine.resume('next', 'statement');
      await session.settle();
      forwards.push(stand());
    }
    assert.ok(forwards.some(([, it], at) => it === forwards[at + 1]?.[1]));
    const back: [number, number | undefined][] = [];
    while (engine.position > (forwards[0]?.[0] ?? 0)) {
      await session.back('stepBack', 'statement');
      back.push(stand());
    }
    back.reverse();
    assert.deepEqual(back, forwards.slice(0, -1));
  });
});
