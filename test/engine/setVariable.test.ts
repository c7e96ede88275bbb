/** Values that are changed where real contracts stand, and what the contracts then do. */

import { strict as assert } from 'node:assert';
import { EvaluationError } from '../../debugger/engine/evaluationError';
import type { VariableView } from '../../debugger/engine/views';
import { Session, lineOf, sourceOf } from './support/session';

async function stopAt(scenario: string, name: string): Promise<Session> {
  const session = await Session.launch(scenario);
  session.engine.setFunctionBreakpoints([{ name }]);
  await session.run('continue');
  return session;
}

function rowIn(rows: readonly VariableView[], ...path: readonly string[]): VariableView {
  const [name, ...rest] = path;
  const row = rows.find(it => it.name === name);
  assert.ok(row, `${name} among ${rows.map(it => it.name).join(', ')}`);
  return rest.length === 0 ? row : rowIn(row.children?.() ?? [], ...rest);
}

const local = (session: Session, ...path: string[]): VariableView =>
  rowIn(session.engine.locals(0), ...path);

function set(row: VariableView, text: string): void {
  assert.ok(row.write, `${row.name}: ${row.readOnlyReason}`);
  row.write(text);
}

describe('a variable that is set', () => {
  it('is what the contract goes on with', async () => {
    const session = await stopAt('erc20/transfer', 'erc20::deposit');
    const balance = (label: string): number => {
      const row = session.engine.storage(0).find(it => it.name === `Balances[${label}]`);
      return Number.parseInt(row?.value ?? '0', 10);
    };
    const [alice, bob] = [balance('alice'), balance('bob')];
    set(local(session, 'owner'), 'alice');
    assert.match(local(session, 'owner').value, /^alice \(0x/);
    session.engine.setFunctionBreakpoints([]);
    await session.run('stepOut');
    assert.deepEqual([balance('alice') - alice, balance('bob') - bob], [50_000_000, 0]);
  });

  it('may be a part of one', async () => {
    const session = await Session.launch('storage/set-up');
    const source = sourceOf('storage');
    const line = lineOf(source, 'let stored = Config::load');
    session.engine.setSourceBreakpoints(source, [{ line }]);
    await session.run('continue');
    set(local(session, 'config', 'retries'), '0x10');
    assert.equal(session.engine.evaluate('config.retries', 0).value, '16');
  });

  it('may be given what an expression comes to', async () => {
    const session = await stopAt('erc20/transfer', 'erc20::deposit');
    const before = Number(local(session, 'amount').value);
    set(local(session, 'amount'), 'amount / 2 + 1');
    assert.equal(Number(local(session, 'amount').value), Math.floor(before / 2) + 1);
  });

  it('may be a static', async () => {
    const { engine } = await stopAt('call_program/call', 'kernel::transaction::process');
    const row = engine.statics(0).find(it => it.name.endsWith('frames::END'));
    assert.ok(row);
    const { value } = row;
    set(row, '0x1000');
    assert.equal(engine.evaluate('frames::END', 0).value, '4096');
    set(row, value);
  });

  it('may be a reference that is to point to something else', async () => {
    const session = await stopAt('erc20/transfer', 'erc20::deposit');
    const { value } = local(session, 'owner');
    const before = local(session, 'program').value;
    set(local(session, 'program'), '&owner');
    assert.equal(local(session, 'program').value, `&${value}`);
    assert.notEqual(local(session, 'program').value, before);
    set(local(session, 'program'), 'program');
    assert.equal(local(session, 'program').value, `&${value}`);
  });

  it('is refused with a reason, and stays as it is', async () => {
    const session = await stopAt('erc20/transfer', 'erc20::deposit');
    const refusals: readonly [name: string, text: string, reason: RegExp][] = [
      ['amount', '-1', /-1 does not fit into u32, which holds 0 to 4294967295/],
      ['amount', 'many', /there is no variable, register or symbol named many here/],
      ['owner', '0x12', /an Address has 40 hexadecimal digits/],
      ['program', '0', /a &Address is never null/],
      ['program', '16', /a &Address takes an address, as 0x80001000 or &x/],
    ];
    for (const [name, text, reason] of refusals) {
      const before = local(session, name).value;
      assert.throws(
        () => set(local(session, name), text),
        (error: unknown) => error instanceof EvaluationError && reason.test(error.message),
        `${name} = ${text}`,
      );
      assert.equal(local(session, name).value, before);
    }
  });
});

describe('a register of a frame that waits', () => {
  const waiting = async (): Promise<{ session: Session; caller: number }> => {
    const session = await stopAt('call_program/call', 'simple::larger');
    const frames = session.engine.stack();
    const caller = frames.findIndex(it => it.name === 'call_program::ask');
    assert.ok(caller > 0 && frames[caller]?.kind === 'contract');
    return { session, caller };
  };

  it('is changed where the kernel has it, and the contract goes on with it', async () => {
    const { session, caller } = await waiting();
    const { engine } = session;
    const value = engine.evaluate('$s11', caller).value;
    assert.equal(engine.assign('$s11', '0x1234', caller).value, '0x00001234');
    assert.notEqual(engine.evaluate('$s11', 0).value, '0x00001234');
    engine.setFunctionBreakpoints([]);
    session.engine.setSourceBreakpoints(sourceOf('call_program'), [
      { line: lineOf(sourceOf('call_program'), 'Some(result) => result,') },
    ]);
    await session.run('continue');
    assert.equal(engine.evaluate('$s11', 0).value, '0x00001234');
    engine.assign('$s11', value, 0);
  });

  it('is refused where nobody has saved it, and where the call itself is to fill it', async () => {
    const { session, caller } = await waiting();
    const { engine } = session;
    const label = engine.stack().findIndex(it => it.kind === 'label');
    const refusals: readonly [register: string, frame: number, why: RegExp][] = [
      ['a0', label + 1, /a0 is where the kernel puts what the system call gives back/],
      ['sp', caller, /sp of an outer frame/],
      ['ra', caller, /ra of an outer frame is where the function that it called returns to/],
    ];
    for (const [name, at, why] of refusals) {
      assert.throws(
        () => engine.setRegister(at, name, 1),
        (error: unknown) => error instanceof EvaluationError && why.test(error.message),
        name,
      );
      const row = engine.registers(at).find(it => it.name === name);
      assert.match(row?.readOnlyReason ?? '', why);
    }
    // No rule restores what calls may change.
    const t0 = engine.registers(caller).find(it => it.name === 't0');
    assert.match(t0?.readOnlyReason ?? '', /may have changed t0, and nobody saved it/);
  });
});

describe('rows of variables', () => {
  it('say where they are declared', async () => {
    const session = await stopAt('erc20/transfer', 'erc20::deposit');
    const path = sourceOf('erc20');
    const { declaration } = local(session, 'amount');
    assert.deepEqual(
      [declaration?.source.path, declaration?.line],
      [path, lineOf(path, 'fn deposit(')],
    );
  });

  it('are short where they are parts, and say what is behind a trait', async () => {
    const session = await Session.launch('orderbook/match');
    const source = sourceOf('orderbook');
    const line = lineOf(source, 'self.settle(&trades.borrow()');
    session.engine.setSourceBreakpoints(source, [{ line }]);
    await session.run('continue');
    assert.equal(
      local(session, 'orders', '[0]').value,
      'Limit { trader: alice, side: Sell, price: 12, quantity: 5 }',
    );
    assert.match(local(session, 'orders', '[0]', 'trader').value, /^alice \(0x[0-9a-f]{40}\)$/);
    // It has no bytes: only its vtable tells what it is.
    assert.equal(local(session, 'policy').value, 'Free');
    const rows = session.engine.locals(0);
    assert.ok(rows.length > 5 && rows.every(it => it.value.length < 200));
  });

  it('of a map are its entries', async () => {
    const session = await Session.launch('allocator_demo/fill');
    const source = sourceOf('allocator_demo');
    const line = lineOf(source, 'require(scores.len() == NAMES.len()');
    session.engine.setSourceBreakpoints(source, [{ line }]);
    await session.run('continue');
    const scores = local(session, 'scores');
    assert.equal(scores.indexedCount, 3);
    const names = scores.children?.({ start: 0, count: 3 }).map(it => it.name);
    assert.deepEqual(names, ['["alice"]', '["bob"]', '["charlie"]']);
    assert.match(scores.value, /^{"alice": \d+, "bob": \d+, "charlie": \d+} \(len 3\)$/);
    const [alice] = scores.children?.({ start: 0, count: 1 }) ?? [];
    assert.ok(alice);
    set(alice, '1234');
    assert.match(local(session, 'scores').value, /^{"alice": 1234, /);
  });
});

describe('statics', () => {
  it('are the author’s own and the libraries’, without Rust’s', async () => {
    const { engine } = await stopAt('erc20/transfer', 'erc20::deposit');
    const rows = engine.statics(0);
    assert.ok(rows.length > 0);
    assert.ok(rows.every(it => !/^(?:core|alloc)::/.test(it.name)));
    assert.ok(rows.every(it => it.hint?.attributes?.includes('static')));
    for (const { evaluateName = '', value } of rows) {
      assert.equal(engine.evaluate(evaluateName, 0).value, value, evaluateName);
    }
  });
});
