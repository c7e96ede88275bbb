/** Storage while a transaction runs: what it has written shows before it is committed, and goes when it is undone. */

import { strict as assert } from 'node:assert';
import { Session, lineOf, sourceOf } from './support/session';

const erc20 = sourceOf('erc20');

function storage({ engine }: Session): string[] {
  return engine.storage(0).map(it => `${it.name} = ${it.value}`);
}

describe('storage of a running transaction', () => {
  it('shows each write as soon as it is made', async () => {
    const session = await Session.launch('erc20/transfer');
    session.engine.setSourceBreakpoints(erc20, [{ line: lineOf(erc20, 'let left = withdraw') }]);
    await session.run('continue');
    const metadata = 'Metadata = { total_supply: 100000000, decimals: 18 }';
    assert.deepEqual(storage(session), ['Balances[alice] = 100000000', metadata]);
    await session.run('next');
    const withdrawn = 'Balances[alice] = 50000000 (not committed)';
    assert.deepEqual(storage(session), [withdrawn, metadata]);
    await session.run('next');
    const received = 'Balances[bob] = 50000000 (not committed)';
    assert.deepEqual(storage(session), [withdrawn, received, metadata]);
  });

  it('shows nothing more of what a failed call wrote', async () => {
    const session = await Session.launch('trouble/trouble');
    session.engine.setExceptionFilters(['trap']);
    await session.run('continue');
    assert.deepEqual(storage(session), ['Calls = { count: 2 } (not committed)']);
    session.engine.setExceptionFilters([]);
    session.engine.setFunctionBreakpoints(['trouble::good']);
    await session.run('continue');
    assert.deepEqual(storage(session), ['Calls = { count: 1 }']);
  });
});
