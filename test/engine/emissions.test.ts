/** Events and logs of the transaction that still runs, against the receipt that it has in the end. */

import { strict as assert } from 'node:assert';
import type { VariableView } from '../../debugger/engine/views';
import { Session, lineOf, sourceOf } from './support/session';

const erc20 = sourceOf('erc20');

/** Behind the event that a transfer fires. */
async function behindTransfer(): Promise<Session> {
  const session = await Session.launch('erc20/transfer');
  const { engine } = session;
  const line = lineOf(erc20, 'fire_event!(Transfer::new(caller, to, amount));');
  engine.setSourceBreakpoints(erc20, [{ line }]);
  await session.run('continue');
  engine.setSourceBreakpoints(erc20, []);
  return session;
}

function call({ engine }: Session, name: string): VariableView | undefined {
  return engine.callInfo(0).find(it => it.name === name);
}

describe('what the running transaction has fired', () => {
  it('is decoded by the ABI, in expressions and in the call', async () => {
    const session = await behindTransfer();
    const { engine } = session;
    assert.equal(engine.evaluate('receipt.events.len()', 0).value, '0');
    assert.equal(call(session, 'events'), undefined);
    await session.run('next');
    assert.equal(engine.evaluate('receipt.events[0].name', 0).value, '"Transfer"');
    for (const condition of [
      'value == 50_000_000',
      'from == alice',
      'to == bob',
      'emitter == token',
    ]) {
      assert.equal(engine.evaluate(`receipt.events[0].${condition}`, 0).value, 'true', condition);
    }
    const rows = call(session, 'events');
    assert.equal(rows?.value, '1, not committed');
    const [event] = rows.children?.() ?? [];
    assert.equal(event?.value, 'Transfer of token');
    const fields = event.children?.().map(it => it.name) ?? [];
    assert.ok(
      ['from', 'to', 'value', 'bytes'].every(it => fields.includes(it)),
      fields.join(),
    );
    for (const it of [rows, event]) engine.evaluate(it.evaluateName ?? '', 0);
  });

  it('is what the receipt has in the end', async () => {
    const session = await behindTransfer();
    const { engine } = session;
    await session.run('next');
    const bytes = engine.evaluate('receipt.events[0].bytes', 0).value;
    const logs =
      call(session, 'logs')
        ?.children?.()
        .map(it => it.value) ?? [];
    const index = Number(engine.evaluate('receipt.index', 0).value);
    engine.setFunctionBreakpoints(['erc20::main_entry']);
    await session.run('continue');
    const receipt = session.receipts[index];
    assert.equal(bytes, `0x${receipt?.events[0]?.data}`);
    assert.ok(logs.length > 0);
    assert.deepEqual(
      logs,
      receipt?.logs.map(it => JSON.stringify(it.text)),
    );
  });

  it('is gone again where the run goes back to before it', async () => {
    const session = await behindTransfer();
    const { engine } = session;
    await session.run('next');
    assert.equal(engine.evaluate('receipt.events.len()', 0).value, '1');
    engine.placement.restartFrame(0);
    assert.equal(engine.evaluate('receipt.events.len()', 0).value, '0');
    engine.setFunctionBreakpoints(['erc20::Transfer::new']);
    await session.run('continue');
    engine.setFunctionBreakpoints([]);
    await session.run('stepOut');
    await session.run('next');
    assert.equal(engine.evaluate('receipt.events[0].value', 0).value, '50000000');
  });
});
