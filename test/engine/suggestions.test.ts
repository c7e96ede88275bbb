/** What an expression's error says of what was meant, in a contract of the typed layer. */

import { strict as assert } from 'node:assert';
import { Session } from './support/session';

describe('errors of expressions in a typed contract', () => {
  let session: Session;
  before(async () => {
    session = await Session.launch('vault/robbed');
    session.engine.setFunctionBreakpoints([{ name: '*::balance_or_refusal' }]);
    await session.run('continue');
  });
  after(() => {
    session.engine.dispose();
  });

  const stored = "what balances keeps is in the chain's storage: ask for storage.balances[…]";
  const rows: readonly [expression: string, message: string | RegExp][] = [
    ['self.balances[owner]', stored],
    ['self.balances[1, owner]', stored],
    ['self.balances.total', stored],
    ['self.balances[nobody]', 'there is no variable, register or symbol named nobody here'],
    [
      'balances[owner]',
      'there is no variable, register or symbol named balances here, but there is self.balances and storage.balances',
    ],
    [
      'balance_of.history',
      /^balance_of, the function at 0x[0-9a-f]{8}, has no field named history: no variable of that name is in this frame$/,
    ],
    ['send[1]', /^send, the function at 0x[0-9a-f]{8}, has no elements: /],
    ['trap_entry.x', /^trap_entry, the symbol at 0x8[0-9a-f]{7}, has no field named x: /],
    ['(send + 1).x', /^0x[0-9a-f]+ has no field named x$/],
  ];
  for (const [expression, message] of rows) {
    it(`say what ${expression} is`, () => {
      assert.throws(() => session.engine.evaluate(expression, 0), { message });
    });
  }

  it('name a value that the storage has', () => {
    assert.equal(session.engine.evaluate('storage.balances[owner]', 0).value, '10');
  });
});

describe('a function that is called like what is stored', () => {
  it('is told from the storage', async () => {
    const session = await Session.launch('token/allowance');
    session.engine.setFunctionBreakpoints([{ name: 'token::*::transfer_from' }]);
    await session.run('continue');
    assert.throws(() => session.engine.evaluate('allowance[from]', 0), {
      message:
        /has no elements: no variable of that name is in this frame, but there is self\.allowances and storage\.allowances$/,
    });
    session.engine.dispose();
  });
});
