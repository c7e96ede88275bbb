/** What a function has returned, where a step has left it: the same as the variable it is bound to next. */

import { strict as assert } from 'node:assert';
import { Session } from './support/session';

interface Case {
  readonly scenario: string;
  readonly leaves: string;
  /** Bound to what was returned, one step later; undefined where nothing is. */
  readonly variable: string | undefined;
  readonly type: string;
}

const cases: readonly Case[] = [
  { scenario: 'erc20/transfer', leaves: 'erc20::withdraw', variable: 'left', type: 'u32' },
  { scenario: 'erc20/transfer', leaves: 'erc20::balance_of', variable: 'balance', type: 'u32' },
  { scenario: 'erc20/transfer', leaves: 'erc20::deposit', variable: 'received', type: 'u32' },
];

async function leaving(scenario: string, name: string, action: 'stepOut' | 'next') {
  const session = await Session.launch(scenario);
  session.engine.setFunctionBreakpoints([{ name }]);
  await session.run('continue');
  session.engine.setFunctionBreakpoints([]);
  const depth = session.stack().length;
  do await session.run(action);
  while (session.stack().length >= depth);
  return session;
}

describe('a step that leaves a function', () => {
  for (const { scenario, leaves, variable, type } of cases) {
    for (const action of ['stepOut', 'next'] as const) {
      it(`says what ${leaves} returned, by ${action}`, async () => {
        const session = await leaving(scenario, leaves, action);
        const [row, ...others] = session.engine.returned(0);
        assert.deepEqual(others, []);
        assert.equal(row?.name, `returned from ${leaves}`);
        assert.equal(row.type, type);
        await session.run('next');
        const bound = session.engine.locals(0).find(it => it.name === variable);
        assert.equal(row.value, bound?.value);
        // It is news of one stop.
        assert.deepEqual(session.engine.returned(0), []);
      });
    }
  }

  it('reads what is too large for registers where the caller wanted it', async () => {
    const name = 'call_program::SimpleContract::larger';
    const session = await leaving('call_program/call', name, 'stepOut');
    const [row] = session.engine.returned(0);
    assert.equal(row?.name, `returned from ${name}`);
    assert.match(row.value, /^Some\(Result \{ success: true, error_code: 0, /);
  });

  it('says nothing where nothing is returned', async () => {
    const session = await leaving('erc20/transfer', 'erc20::transfer', 'stepOut');
    assert.deepEqual(session.engine.returned(0), []);
  });
});
