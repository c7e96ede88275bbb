/** Frames that run again, and lines that are gone to. */

import { strict as assert } from 'node:assert';
import { Session, lineOf, sourceOf } from './support/session';

const erc20 = sourceOf('erc20');

/** At a function of erc20's, with what the console and the receipts have said. */
async function inFunction(name: string): Promise<{ session: Session; said: string[] }> {
  const session = await Session.launch('erc20/transfer');
  const said: string[] = [];
  session.engine.onConsole = text => said.push(text);
  session.engine.setFunctionBreakpoints([{ name }]);
  await session.run('continue');
  session.engine.setFunctionBreakpoints([]);
  return { session, said };
}

function slots({ engine }: Session): unknown {
  return engine.storage(0).map(it => [it.name, it.value]);
}

describe('a frame that is restarted', () => {
  it('stands where it stood first, with the same stack, locals, storage and registers', async () => {
    const { session, said } = await inFunction('erc20::transfer');
    const { engine } = session;
    const seen = () => ({
      position: engine.position,
      stack: session.stack(),
      locals: engine.locals(0).map(it => [it.name, it.value]),
      registers: engine.registers(0),
      slots: slots(session),
      receipts: engine.receipts().length,
    });
    const before = seen();
    const whereBefore = session.stop?.where;
    assert.ok(whereBefore !== undefined);
    for (const _ of 'four') await session.run('next');
    const saidBefore = [...said];
    assert.notDeepEqual(slots(session), before.slots);
    const { reason, where } = engine.placement.restartFrame(0);
    assert.equal(reason, 'restart');
    assert.deepEqual(where, whereBefore);
    assert.deepEqual(seen(), before);
    assert.deepEqual(said, saidBefore);
  });

  it('runs on as it did, and says nothing twice', async () => {
    const { session, said } = await inFunction('erc20::transfer');
    const { engine } = session;
    for (const _ of 'four') await session.run('next');
    const [where, position] = [session.where(), engine.position];
    engine.placement.restartFrame(0);
    for (const _ of 'four') await session.run('next');
    assert.deepEqual([session.where(), engine.position], [where, position]);
    assert.equal(await session.run('continue'), 'terminated');
    assert.equal(new Set(said).size, said.length, said.join(''));
    assert.deepEqual(
      session.receipts.map(it => it.status),
      ['success', 'success', 'success', 'success'].slice(0, session.receipts.length),
    );
    assert.equal(session.stop?.exitCode, 0);
  });

  it('can be a caller of the one that runs', async () => {
    const { session } = await inFunction('erc20::transfer');
    const first = session.stack();
    session.engine.setFunctionBreakpoints([{ name: 'erc20::balance_of' }]);
    await session.run('continue');
    assert.match(session.where(), /^balance_of /);
    const frame = session.engine.stack().find(it => it.name === 'erc20::transfer');
    session.engine.placement.restartFrame(frame?.id ?? -1);
    assert.deepEqual(session.stack(), first);
  });

  it('can be of a contract that waits for another', async () => {
    const session = await Session.launch('call_program/call');
    session.engine.setFunctionBreakpoints([{ name: 'call_program::ask' }]);
    await session.run('continue');
    const first = session.stack();
    session.engine.setFunctionBreakpoints([{ name: 'simple::larger' }]);
    await session.run('continue');
    const frame = session.engine.stack().find(it => it.name === 'call_program::ask');
    session.engine.placement.restartFrame(frame?.id ?? -1);
    assert.deepEqual(session.stack(), first);
  });

  it('is of the innermost of several calls, in a recursion', async () => {
    const session = await Session.launch('trouble/trouble');
    const source = sourceOf('trouble');
    session.engine.setSourceBreakpoints(source, [
      { line: lineOf(source, 'deep(depth + 1) + frame[0]') },
    ]);
    await session.run('continue');
    await session.run('continue');
    await session.run('continue');
    const depth = () => session.engine.locals(0).find(it => it.name === 'depth')?.value;
    const before = [session.engine.stack().length, depth()];
    assert.equal(depth(), '2');
    session.engine.placement.restartFrame(0);
    assert.deepEqual([session.engine.stack().length, depth()], before);
  });

  it('is refused where a value was changed by hand since it was called', async () => {
    const { session } = await inFunction('erc20::transfer');
    session.engine.setRegister(0, 't0', 1);
    assert.throws(
      () => session.engine.placement.restartFrame(0),
      /transfer was called before a value was changed by hand/,
    );
    // The refusal has changed nothing.
    assert.match(session.where(), /^transfer main.rs: logf!/);
    assert.match(await session.run('next'), /^transfer main.rs: let left/);
  });

  it('is refused where it is no function of a contract', async () => {
    const { session } = await inFunction('erc20::transfer');
    const last = session.engine.stack().at(-1);
    assert.equal(last?.kind, 'transaction');
    assert.throws(
      () => session.engine.placement.restartFrame(last.id),
      /Only functions of contracts/,
    );
  });
});

describe('a line that is gone to', () => {
  const line = lineOf(erc20, 'let left = withdraw(program, caller, amount);');

  it('runs next, and what lies between does not', async () => {
    const { session, said } = await inFunction('erc20::transfer');
    const saidBefore = said.length;
    const [target] = session.engine.placement.gotoTargets(erc20, line);
    assert.ok(target);
    const stop = session.engine.placement.goTo(target.id);
    assert.equal(stop.reason, 'goto');
    assert.match(stop.text ?? '', /neither run nor been undone/);
    assert.match(session.where(), /^transfer main.rs: let left = withdraw/);
    assert.match(await session.run('next'), /^transfer main.rs: let received/);
    assert.equal(said.length, saidBefore);
  });

  it('can lie before, and what it does is done again', async () => {
    const { session, said } = await inFunction('erc20::transfer');
    await session.run('next');
    const once = said.length;
    const first = lineOf(erc20, 'logf!("erc20: transfer amount=%u", amount);');
    const [target] = session.engine.placement.gotoTargets(erc20, first);
    session.engine.placement.goTo(target?.id ?? 0);
    assert.match(await session.run('next'), /^transfer main.rs: let left/);
    assert.equal(said.length, once + 1);
  });

  it('is refused in another function, and where there is no code', async () => {
    const { session } = await inFunction('erc20::transfer');
    for (const text of ['require(balance >= amount, b"insufficient");', '/// How many tokens']) {
      const elsewhere = lineOf(erc20, text);
      assert.throws(
        () => session.engine.placement.gotoTargets(erc20, elsewhere),
        /has no statement in erc20::transfer, which is running/,
      );
    }
    assert.throws(() => session.engine.placement.goTo(1), /there is no goto target 1 here/);
  });

  it('is refused while the kernel is at work', async () => {
    const session = await Session.launch('trouble/trouble');
    session.engine.setExceptionFilters(['panic']);
    await session.run('continue');
    assert.throws(
      () => session.engine.placement.gotoTargets(sourceOf('trouble'), 1),
      /The kernel is at work/,
    );
  });
});

describe('Just My Contract', () => {
  it('is switched while the session runs', async () => {
    const { session } = await inFunction('erc20::balance_of');
    const { engine } = session;
    assert.match(session.where(), /^balance_of main.rs: Balances::get/);
    assert.ok(engine.stack().some(it => it.source?.deemphasize === true));
    engine.setJustMyContract(false);
    assert.ok(engine.stack().every(it => it.source?.deemphasize !== true));
    assert.doesNotMatch(await session.run('stepIn'), / main.rs: /);
    engine.setJustMyContract(true);
    assert.match(await session.run('stepOut'), / main.rs: /);
  });
});
