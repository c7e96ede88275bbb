/** Where breakpoints go, and which programs they mean. */

import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { Session, lineOf, sourceOf } from './support/session';

const erc20 = sourceOf('erc20');

describe('breakpoints', () => {
  it('stop on exactly the line', async () => {
    const session = await Session.launch('erc20/transfer');
    const line = lineOf(erc20, 'let left = withdraw');
    const [placed] = session.engine.setSourceBreakpoints(erc20, [{ line }]);
    assert.deepEqual([placed?.verified, placed?.line], [true, line]);
    const where = await session.run('continue');
    assert.equal(where, 'transfer main.rs: let left = withdraw(program, caller, amount);');
    assert.deepEqual(session.stop?.hitBreakpointIds, [placed?.id]);
    assert.equal(session.engine.stack()[0]?.line, line);
  });

  it('move to the next line with code and say so', async () => {
    const session = await Session.launch('erc20/transfer');
    const line = lineOf(erc20, '/// Takes `amount` from');
    const [placed] = session.engine.setSourceBreakpoints(erc20, [{ line }]);
    assert.equal(placed?.verified, true);
    assert.equal(placed.line, lineOf(erc20, 'let balance = balance_of(program, owner);'));
  });

  const unverified: readonly [name: string, path: string, line: number, message: RegExp][] = [
    ['past the end of the file', erc20, 9999, /^There is no code on this line or after it\.$/],
    ['in a file of no program', join(erc20, '../other.rs'), 1, /^No program of this scenario/],
  ];
  for (const [name, path, line, message] of unverified) {
    it(`give a reason ${name}`, async () => {
      const session = await Session.launch('erc20/transfer');
      const [placed] = session.engine.setSourceBreakpoints(path, [{ line }]);
      assert.equal(placed?.verified, false);
      assert.match(placed.message ?? '', message);
    });
  }

  it('keep their numbers when they are set again', async () => {
    const { engine } = await Session.launch('erc20/transfer');
    const lines = [76, 77].map(line => ({ line }));
    const [first, second] = engine.setSourceBreakpoints(erc20, lines);
    const [again] = engine.setSourceBreakpoints(erc20, lines.slice(1));
    assert.equal(again?.id, second?.id);
    assert.notEqual(first?.id, second?.id);
  });

  it('mean one program, even where another has code at the same address', async () => {
    const session = await Session.launch('call_program/call');
    const simple = sourceOf('simple');
    const line = lineOf(simple, 'let larger = if');
    const [placed] = session.engine.setSourceBreakpoints(simple, [{ line }]);
    const stops = [];
    while ((await session.run('continue')) !== 'terminated') stops.push(session.where());
    assert.ok(placed?.address !== undefined);
    assert.deepEqual(
      new Set(stops),
      new Set(['larger main.rs: let larger = if a > b { a } else { b };']),
    );
  });

  it('mean the function of the contract where the kernel has one of the same name', async () => {
    const session = await Session.launch('erc20/transfer');
    session.engine.setFunctionBreakpoints(['transfer']);
    assert.match(await session.run('continue'), /^transfer main\.rs: logf!/);
  });

  it('at an instruction stop there, and in the program that was meant', async () => {
    const session = await Session.launch('call_program/call');
    session.engine.setFunctionBreakpoints(['simple::larger']);
    await session.run('continue');
    const { pc } = session.engine.stack()[0] ?? assert.fail();
    const { address: target = 0 } = session.engine.disassemble(pc, 3, 1)[0] ?? assert.fail();
    session.engine.setFunctionBreakpoints([]);
    session.engine.setInstructionBreakpoints([target]);
    await session.run('continue');
    assert.equal(session.stop?.reason, 'instruction breakpoint');
    assert.equal(session.engine.stack()[0]?.pc, target);
    assert.equal(session.engine.stack()[0]?.name, 'simple::larger');
  });

  it('survive a restart', async () => {
    const session = await Session.launch('erc20/transfer');
    session.engine.setFunctionBreakpoints(['erc20::withdraw']);
    const first = await session.run('continue');
    await session.engine.restart();
    assert.deepEqual(session.engine.receipts(), []);
    assert.equal(await session.run('continue'), first);
    assert.equal(session.engine.receipts().length, 2);
  });

  it('do not stop a run without debugging', async () => {
    const session = await Session.launch('erc20/transfer', { noDebug: true, stopOnEntry: true });
    session.engine.setFunctionBreakpoints(['erc20::withdraw']);
    session.engine.setExceptionFilters(['panic']);
    assert.equal(await session.run('continue'), 'terminated');
  });

  it('offer the places of a range of lines', async () => {
    const { engine } = await Session.launch('erc20/transfer');
    const [from, to] = ['fn withdraw(', '/// Adds `amount`'].map(it => lineOf(erc20, it));
    const places = engine.breakpointLocations(erc20, from ?? 0, to ?? 0);
    const lines = new Set(places.map(it => it.line));
    assert.ok(lines.has(lineOf(erc20, 'require(balance >= amount, b"insufficient");')));
    assert.ok(places.every(it => it.line >= (from ?? 0) && it.line <= (to ?? 0) && it.column > 0));
  });
});

describe('stop on entry', () => {
  it('is at the first instruction of the first contract, before anything of it has run', async () => {
    const session = await Session.launch('simple/larger', { stopOnEntry: true });
    await session.run('continue');
    assert.equal(session.stop?.reason, 'entry');
    const [top] = session.engine.stack();
    assert.equal(top?.kind, 'contract');
    assert.equal(session.engine.registers(0).find(it => it.name === 'ra')?.value, 0);
  });
});
