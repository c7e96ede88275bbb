/** What the calls have returned that a step has passed: the same as the variables that it is bound to, in order. */

import { strict as assert } from 'node:assert';
import { Session, lineOf, sourceOf } from './support/session';

async function stopOn(scenario: string, text: string): Promise<Session> {
  const session = await Session.launch(scenario);
  const source = sourceOf(scenario.split('/')[0] ?? '');
  session.engine.setSourceBreakpoints(source, [{ line: lineOf(source, text) }]);
  await session.run('continue');
  session.engine.setSourceBreakpoints(source, []);
  return session;
}

const names = ({ engine }: Session): string[] => engine.returned(0).map(it => it.name);

describe('a step over a call', () => {
  it('says what the call has returned', async () => {
    const session = await stopOn('erc20/transfer', 'let left = withdraw(');
    await session.run('next');
    const { engine } = session;
    const [row, ...others] = engine.returned(0);
    assert.deepEqual(others, []);
    assert.equal(row?.name, 'returned from erc20::withdraw');
    assert.equal(row.value, engine.locals(0).find(it => it.name === 'left')?.value);
    assert.deepEqual([row.readOnly, row.hint?.kind], [true, 'virtual']);
  });

  it('says it of each, in the order in which they came back', async () => {
    const session = await stopOn(
      'erc20/transfer',
      'let Some(balance) = balance_of(program, owner).checked_add',
    );
    await session.run('next');
    assert.deepEqual(names(session), [
      'returned from erc20::balance_of',
      'returned from core::num::<impl u32>::checked_add',
    ]);
    const [before, sum] = session.engine.returned(0).map(it => it.value);
    const amount = session.engine.locals(0).find(it => it.name === 'amount')?.value;
    assert.equal(sum, `Some(${Number(before) + Number(amount)})`);
  });

  it('leaves out what nobody has written as a call', async () => {
    const session = await stopOn('orderbook/match', 'for (trade, fee) in trades.iter().zip(&fees)');
    await session.run('next');
    const all = names(session);
    assert.ok(
      all.some(it => it.endsWith('Iterator>::next')),
      all.join(),
    );
    assert.ok(!all.some(it => it.includes('into_iter') || it.includes('core::ops')), all.join());
  });

  it('takes a function that is passed as a value for no bytes at all', async () => {
    const text = '.update(|it| it + trades.iter().map(Trade::value).sum::<u64>())';
    const session = await stopOn('orderbook/match', text);
    await session.run('stepIn');
    await session.run('next');
    const map = session.engine.returned(0).find(it => it.name.endsWith('Iterator::map'));
    const iterator = session.engine.returned(0).find(it => it.name.endsWith('::iter'));
    assert.equal(map?.value, `Map { iter: ${iterator?.value} }`);
  });

  it('by an instruction does so too', async () => {
    const session = await stopOn('erc20/transfer', 'let left = withdraw(');
    const { engine } = session;
    for (let at = 0; names(session).length === 0 && at < 500; at++) await session.run('next', true);
    assert.deepEqual(names(session), ['returned from erc20::withdraw']);
    await session.run('next', true);
    assert.deepEqual(engine.returned(0), []);
  });

  it('gives expressions the last of them', async () => {
    const session = await stopOn('erc20/transfer', 'let left = withdraw(');
    const { engine } = session;
    assert.throws(() => engine.evaluate('$return', 0), /no function has returned in the last step/);
    await session.run('next');
    const [row] = engine.returned(0);
    assert.equal(row?.evaluateName, '$return');
    assert.equal(engine.evaluate('$return', 0).value, row.value);
    assert.equal(engine.evaluate('$return == left', 0).value, 'true');
    assert.throws(() => engine.assign('$return', '1', 0), /it was returned: nobody reads it/);
  });
});
