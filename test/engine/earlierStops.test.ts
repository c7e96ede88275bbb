/** Going back to a stop that the session has made, which a person chooses from all of them; or to any position. */

import { strict as assert } from 'node:assert';
import type { Level } from './support/optimized';
import { servicesAt } from './support/optimized';
import { inFunction, see } from './support/past';
import { lineOf, Session, sourceOf } from './support/session';

const erc20 = sourceOf('erc20');
const NOT_YET = 'The run has not got there yet, or not on the way that it is on.';

interface Seen {
  readonly position: number;
  readonly all: object;
}

function seen(session: Session): Seen {
  return { position: session.engine.position, all: see(session) };
}

/** Steps into everything, so many times, from each stop on, to the end. */
async function walk(session: Session, steps: number): Promise<Seen[]> {
  const stops: Seen[] = [];
  for (let left = 0; ; left = left === 0 ? steps : left - 1) {
    if ((await session.run(left === 0 ? 'continue' : 'stepIn')) === 'terminated') return stops;
    stops.push(seen(session));
  }
}

/** A step into an inlined call executes nothing: of stops at one position the last counts. */
function lastOfEach(stops: readonly Seen[]): Seen[] {
  return stops.filter(({ position }, at) => stops[at + 1]?.position !== position);
}

async function comesTo(session: Session, stops: readonly Seen[]): Promise<void> {
  const { engine } = session;
  for (const { position, all } of [...stops].reverse()) {
    assert.ok(engine.pastStops().some(it => it.where.position === position));
    await session.back({ stop: position });
    assert.equal(engine.position, position);
    assert.deepEqual(see(session), all);
  }
}

interface Kind {
  readonly scenario: string;
  readonly level: Level;
  readonly functions?: readonly string[];
  readonly filters?: readonly string[];
}

const kinds: Readonly<Record<string, Kind>> = {
  'steps and breakpoints': { scenario: 'erc20/allowance', level: '0', functions: ['balance_of'] },
  'steps into inlined calls': {
    scenario: 'erc20/transfer',
    level: '3',
    functions: ['erc20::init', 'erc20::transfer'],
  },
  'panics, failed calls and events': {
    scenario: 'erc20/refusals',
    level: '0',
    filters: ['panic', 'failed', 'uncaught', 'event', 'call'],
  },
  traps: { scenario: 'traps/traps', level: '0', filters: ['panic', 'trap', 'outOfGas'] },
};

describe('going back to an earlier stop', () => {
  for (const [what, { scenario, level, functions = [], filters = [] }] of Object.entries(kinds)) {
    it(`stands where it stood and shows what it showed: ${what}`, async () => {
      const session = await Session.launch(scenario, {
        services: servicesAt(level),
        build: level !== '0',
      });
      const { engine } = session;
      engine.setFunctionBreakpoints(functions.map(name => ({ name })));
      engine.setExceptionFilters([...filters, 'end']);
      const stops = lastOfEach(await walk(session, 12));
      assert.ok(stops.length > 9, `${stops.length} stops`);
      const end = stops.pop() ?? assert.fail();
      await comesTo(session, stops);
      // What is to come is as it was.
      engine.setFunctionBreakpoints([]);
      engine.setExceptionFilters(['end']);
      await session.run('continue');
      assert.deepEqual(see(session), end.all);
    });
  }

  it('tells of each why it was made, where it was, and its line, the last first', async () => {
    const session = await inFunction('erc20::deposit');
    await session.run('next');
    const { engine } = session;
    const line = lineOf(erc20, 'fn deposit');
    const [stop, ...others] = engine.pastStops();
    assert.deepEqual(others, []);
    assert.equal(stop?.description, 'Paused on function breakpoint');
    assert.equal(stop.where.contract, 'token');
    assert.ok(stop.where.position < engine.position);
    assert.equal(stop.place?.path, erc20);
    assert.ok(Math.abs(stop.place.line - line) < 2, `${stop.place.line}`);
  });

  it('counts hits as they were counted there', async () => {
    const session = await Session.launch('erc20/allowance');
    const { engine } = session;
    engine.setFunctionBreakpoints([{ name: 'erc20::balance_of', hitCondition: '% 2' }]);
    engine.setExceptionFilters(['end']);
    const stops = await walk(session, 0);
    assert.ok(stops.length > 3);
    const [second, third] = stops.slice(1);
    await session.back({ stop: second?.position ?? 0 });
    await session.run('continue');
    assert.deepEqual(seen(session), third);
  });

  it('forgets those of a way that the run goes no more', async () => {
    const session = await inFunction('erc20::deposit');
    const { engine } = session;
    for (let step = 0; step < 4; step++) await session.run('next');
    const [, , middle = 0] = engine.pastStops().map(it => it.where.position);
    engine.setExceptionFilters(['event']);
    // Behind all four steps, by whichever way.
    const laterStops = async (): Promise<number> => {
      assert.notEqual(await session.run('continue'), 'terminated');
      return engine.pastStops().filter(it => it.where.position > middle).length;
    };
    await session.back({ stop: middle });
    assert.equal(await laterStops(), 3);
    await session.back({ stop: middle });
    engine.setRegister(0, 't6', 5);
    assert.equal(await laterStops(), 0);
    await session.back({ stop: middle - 1 });
    assert.match(session.stop?.text ?? '', /What was changed by hand after this is undone\./);
    // The changed way, whose only stop was the event, is gone too.
    assert.equal(await laterStops(), 0);
  });

  it('goes to exactly a position, in the kernel too', async () => {
    const session = await inFunction('erc20::deposit');
    const { engine } = session;
    engine.setJustMyContract(false);
    const end = engine.position;
    const byInstruction: Seen[] = [];
    await session.back({ stop: end - 40_000 });
    for (let count = 0; count < 200; count++) {
      await session.run('stepIn', true);
      byInstruction.push({ position: engine.position, all: session.stack() });
    }
    assert.ok(
      session.stack().some(it => it.includes('transaction.rs')),
      session.stack().join('\n'),
    );
    engine.setFunctionBreakpoints([{ name: 'erc20::deposit' }]);
    await session.run('continue');
    assert.equal(engine.position, end);
    for (const { position, all } of byInstruction.reverse()) {
      await session.back({ stop: position });
      assert.deepEqual([engine.position, session.stack()], [position, all]);
    }
  });

  it('says what cannot be gone back to, and stands at the beginning where there is nothing before', async () => {
    const session = await inFunction('erc20::deposit');
    const { engine } = session;
    assert.throws(() => engine.goBack({ stop: engine.position }), { message: NOT_YET });
    await session.back({ stop: 5 });
    assert.equal(session.stop?.description, 'The beginning');
    assert.deepEqual(engine.pastStops(), []);
  });
});
