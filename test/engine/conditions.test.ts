/** What breakpoints ask once they are reached: conditions, hit counts, log points, modes. */

import { strict as assert } from 'node:assert';
import type { GuardWish } from '../../debugger/engine/stops/guard';
import { Session, lineOf, sourceOf } from './support/session';

const simple = sourceOf('simple');
const line = lineOf(simple, 'let larger = if');
/** The arguments with which the scenario calls `larger`, as far as it gets to that line. */
const CALLS = ['100 42', '42 100', '7 7', '0 4294967295'];

/** The arguments at each stop, to the end of the scenario. */
async function stops(wish: GuardWish): Promise<string[]> {
  const session = await Session.launch('simple/larger');
  const [placed] = session.engine.setSourceBreakpoints(simple, [{ line, ...wish }]);
  assert.equal(placed?.verified, true, placed?.message);
  return argumentsAtStops(session);
}

async function argumentsAtStops(session: Session): Promise<string[]> {
  const seen: string[] = [];
  while ((await session.run('continue')) !== 'terminated') {
    seen.push(['a', 'b'].map(it => session.engine.evaluate(it).value).join(' '));
  }
  return seen;
}

describe('conditions', () => {
  const rows: readonly [wish: GuardWish, calls: readonly string[]][] = [
    [{}, CALLS],
    [{ condition: '' }, CALLS],
    [{ condition: 'a > b' }, ['100 42']],
    [{ condition: 'a == b || b == 0xffffffff' }, ['7 7', '0 4294967295']],
    [{ condition: 'a' }, ['100 42', '42 100', '7 7']],
    [{ condition: '$sp == 0' }, []],
    [{ hitCondition: '2' }, ['42 100']],
    [{ hitCondition: '>= 3' }, ['7 7', '0 4294967295']],
    [{ hitCondition: '% 2' }, ['42 100', '0 4294967295']],
    [{ condition: 'a >= 7', hitCondition: '== 2' }, ['42 100']],
    [{ mode: 'contract' }, CALLS],
    [{ mode: 'log' }, []],
    [{ logMessage: 'here' }, []],
  ];
  for (const [wish, calls] of rows) {
    it(`${JSON.stringify(wish)} stops for ${calls.join(', ') || 'nothing'}`, async () => {
      assert.deepEqual(await stops(wish), calls);
    });
  }

  const invalid: readonly [wish: GuardWish, message: RegExp][] = [
    [{ condition: 'a >' }, /expected/],
    [{ condition: 'a ? b' }, /means nothing here/],
    [{ hitCondition: 'twice' }, /is no hit condition: write a number/],
    [{ logMessage: 'a = {a' }, /this \{ is never closed/],
    [{ logMessage: '{a +}' }, /expected/],
    [{ mode: 'loud' }, /there is no mode loud: there are any, contract, log/],
  ];
  for (const [wish, message] of invalid) {
    it(`${JSON.stringify(wish)} is refused when it is set`, async () => {
      const session = await Session.launch('simple/larger');
      const [placed] = session.engine.setSourceBreakpoints(simple, [{ line, ...wish }]);
      assert.equal(placed?.verified, false);
      assert.match(placed.message ?? '', message);
      assert.deepEqual(await argumentsAtStops(session), []);
    });
  }

  it('without a value stop each time, and are reported once', async () => {
    const session = await Session.launch('simple/larger');
    const logged: string[] = [];
    session.engine.onLogPoint = text => logged.push(text);
    session.engine.setSourceBreakpoints(simple, [{ line, condition: 'nothing > 1' }]);
    await session.run('continue');
    assert.match(session.stop?.text ?? '', /^The condition has no value here: .* named nothing/);
    assert.deepEqual((await argumentsAtStops(session)).length, CALLS.length - 1);
    assert.equal(logged.length, 1);
  });

  it('count each for itself where several stand on one line, and all that stop are named', async () => {
    const session = await Session.launch('simple/larger');
    const placed = session.engine.setSourceBreakpoints(simple, [
      { line, condition: 'a < b' },
      { line, hitCondition: '>= 2' },
      { line, hitCondition: '>= 3' },
    ]);
    const ids = placed.map(it => it.id);
    assert.equal(new Set(ids).size, 3);
    const hits: (readonly number[] | undefined)[] = [];
    while ((await session.run('continue')) !== 'terminated') {
      hits.push(session.stop?.hitBreakpointIds?.map(it => ids.indexOf(it)));
    }
    assert.deepEqual(hits, [
      [0, 1],
      [1, 2],
      [0, 1, 2],
    ]);
  });

  it('go on counting when their breakpoint is set again, and start anew after a restart', async () => {
    const session = await Session.launch('simple/larger');
    const wanted = [{ line, hitCondition: '== 3' }];
    session.engine.setSourceBreakpoints(simple, [...wanted, { line, hitCondition: '== 1' }]);
    await session.run('continue');
    session.engine.setSourceBreakpoints(simple, wanted);
    await session.run('continue');
    assert.equal(session.engine.evaluate('a').value, '7');
    await session.engine.restart();
    await session.run('continue');
    assert.equal(session.engine.evaluate('a').value, '7');
  });

  it('are asked of functions and instructions too', async () => {
    const session = await Session.launch('simple/larger');
    session.engine.setFunctionBreakpoints([{ name: 'simple::larger', hitCondition: '% 3' }]);
    let count = 0;
    while ((await session.run('continue')) !== 'terminated') count++;
    assert.equal(count, 2); // The two calls with too short an input come to the function as well.
  });
});

describe('log points', () => {
  it('print values with their line, and never stop', async () => {
    const session = await Session.launch('simple/larger');
    const logged: string[] = [];
    session.engine.onLogPoint = (text, place) => logged.push(`${place?.line}: ${text}`);
    const logMessage = 'the larger of {a} and {b}, {{at}} {a + b as u64}{nothing}';
    session.engine.setSourceBreakpoints(simple, [{ line, logMessage, hitCondition: '<= 2' }]);
    assert.equal(await session.run('continue'), 'terminated');
    const rest = '<there is no variable, register or symbol named nothing here>';
    assert.deepEqual(logged, [
      `${line}: the larger of 100 and 42, {at} 142${rest}`,
      `${line}: the larger of 42 and 100, {at} 142${rest}`,
    ]);
  });
});

describe('function breakpoints', () => {
  it('mean every function that a pattern matches', async () => {
    const session = await Session.launch('erc20/transfer');
    const [placed] = session.engine.setFunctionBreakpoints(['erc20::*']);
    assert.match(placed?.message ?? '', /^\d+ functions match\.$/);
    const seen = new Set<string>();
    while ((await session.run('continue')) !== 'terminated') {
      seen.add(session.engine.stack()[0]?.name ?? '');
      assert.ok((session.engine.stack()[0]?.line ?? 0) > 0, 'never on line 0');
    }
    for (const name of ['init', 'transfer', 'withdraw', 'deposit', 'balance_of']) {
      assert.ok(seen.has(`erc20::${name}`), `${name}: ${[...seen].join(', ')}`);
    }
  });

  it('take regular expressions, and say what is wrong with one', async () => {
    const session = await Session.launch('erc20/transfer');
    // The last one would keep JavaScript's own expressions at it for years.
    const wishes = ['/^erc20::(with|de)/', '/(/', '/^([\\w<>]+:*)*!$/'];
    const [good, bad, slow] = session.engine.setFunctionBreakpoints(wishes);
    assert.deepEqual([good?.verified, bad?.verified, slow?.verified], [true, false, false]);
    assert.match(slow?.message ?? '', /^No program of this scenario has a function/);
    assert.match(bad?.message ?? '', /is no regular expression/);
    await session.run('continue');
    assert.equal(session.engine.stack()[0]?.name, 'erc20::withdraw');
    await session.run('continue');
    assert.equal(session.engine.stack()[0]?.name, 'erc20::deposit');
  });
});
