/** Data breakpoints against accounts of what happened that are kept without them. */

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import type { DataInfoView } from '../../debugger/engine/views';
import { bareRun } from './support/bareRun';
import { Session, lineOf, sourceOf } from './support/session';

const SP = 'sp';

/** Stopped at a line of a sample, with no breakpoint left. */
async function atLine(text: string, scenario = 'erc20/transfer'): Promise<Session> {
  const session = await Session.launch(scenario);
  const source = sourceOf(scenario.slice(0, scenario.indexOf('/')));
  session.engine.setSourceBreakpoints(source, [{ line: lineOf(source, text) }]);
  await session.run('continue');
  session.engine.setSourceBreakpoints(source, []);
  return session;
}

/** Where `count` of trouble has read its counter, and is about to add one to it. */
const atCounter = (): Promise<Session> => atLine('calls.count += 1;', 'trouble/trouble');

function idOf(info: DataInfoView): string {
  if ('problem' in info) assert.fail(info.problem);
  return info.dataId;
}

function watch(session: Session, expression: string, wish: object = {}): void {
  const dataId = idOf(session.engine.dataInfo({ kind: 'expression', expression }));
  const [view] = session.engine.setDataBreakpoints([{ dataId, ...wish }]);
  assert.equal(view?.verified, true, view?.message);
}

function register(session: Session, name: string): number {
  return session.engine.registers(0).find(it => it.name === name)?.value ?? NaN;
}

function position(session: Session): number {
  return session.stop?.where?.position ?? NaN;
}

describe('data breakpoints on memory', () => {
  it('stop at each change of a stack, as a log of single steps has them', async () => {
    // This contract has hashes and a signature's check written to its stack, by the kernel and by the firmware.
    const scenario = 'signatures/signed';
    const session = await Session.launch(scenario, { stopOnEntry: true });
    await session.run('continue');
    const from = position(session);
    const [frame] = session.engine.stack();
    const [address, bytes, satp] = [register(session, SP) - 4096, 4096, frame?.satp ?? 0];

    // The account: every step, and whether these bytes are what they were before it.
    const call = { hasEnded: false };
    const run = await bareRun(scenario, { taskEnded: () => (call.hasEnded = true) });
    run.runTo(from);
    call.hasEnded = false;
    const changes: { position: number; byUser: boolean }[] = [];
    const read = () => Buffer.from(run.machine.readVirtual(address, bytes, satp));
    for (let before = read(); ;) {
      const byUser = run.machine.privilege === 0;
      run.run(1);
      if (call.hasEnded) break;
      const after = read();
      if (!after.equals(before)) changes.push({ position: run.machine.position, byUser });
      before = after;
    }
    assert.ok(changes.length > 100, `${changes.length} changes`);
    assert.ok(
      changes.some(it => !it.byUser),
      'the kernel writes some too',
    );

    const info = session.engine.dataInfo({ kind: 'address', address, bytes });
    session.engine.setDataBreakpoints([{ dataId: idOf(info) }]);
    const hits: number[] = [];
    while ((await session.run('continue')) !== 'terminated') {
      assert.equal(session.stop?.reason, 'data breakpoint');
      hits.push(position(session));
    }
    assert.deepEqual(
      hits,
      changes.map(it => it.position),
    );
  });

  it('pass over what the kernel writes where only contracts count', async () => {
    const session = await Session.launch('signatures/signed', { stopOnEntry: true });
    await session.run('continue');
    const [address, bytes] = [register(session, SP) - 1024, 1024];
    const dataId = idOf(session.engine.dataInfo({ kind: 'address', address, bytes }));
    session.engine.setDataBreakpoints([{ dataId, mode: 'contract', hitCondition: '% 50' }]);
    let stops = 0;
    for (; (await session.run('continue')) !== 'terminated'; stops++) {
      assert.ok(!/ by the kernel/.test(session.stop?.text ?? ''), session.stop?.text);
    }
    assert.ok(stops > 2);
  });

  it('on a variable stop where it is assigned, and say from what to what', async () => {
    const session = await atCounter();
    watch(session, 'calls.count');
    await session.run('continue');
    assert.equal(session.stop?.description, 'calls.count changed');
    assert.match(
      session.stop.text ?? '',
      /^calls\.count changed from 0 to 1 by trouble::count at 0x/,
    );
    assert.equal(session.engine.evaluate('calls.count').value, '1');
  });

  it('on a struct say what it was and is as the Variables view does', async () => {
    const session = await atCounter();
    watch(session, 'calls');
    await session.run('continue');
    assert.match(
      session.stop?.text ?? '',
      /^calls changed from Calls \{ count: 0 \} to Calls \{ count: 1 \} by trouble::count at 0x/,
    );
  });

  it('on a variable end when its function returns, as a stop in the caller', async () => {
    const session = await atCounter();
    const changed: string[] = [];
    session.engine.onBreakpointChanged = it => changed.push(`${it.verified} ${it.message ?? ''}`);
    watch(session, 'calls.count');
    await session.run('continue');
    const where = await session.run('continue');
    assert.equal(session.stop?.description, 'calls.count is out of scope');
    assert.match(session.stop.text ?? '', /^trouble::count has returned; calls\.count was last 1/);
    assert.match(where, /^good main\.rs: Result::with_u32\(count\(program\)\)/);
    assert.deepEqual(changed, ['false calls.count is out of scope: trouble::count has returned.']);
    assert.equal(await session.run('continue'), 'terminated');
  });

  it('that end with their contract are told, and nobody stops', async () => {
    const session = await atCounter();
    const logged: string[] = [];
    session.engine.onLogPoint = text => logged.push(text);
    const address = register(session, SP);
    const dataId = idOf(session.engine.dataInfo({ kind: 'address', address, bytes: 4 }));
    session.engine.setDataBreakpoints([{ dataId, condition: 'false' }]);
    assert.equal(await session.run('continue'), 'terminated');
    assert.equal(logged.length, 1);
    assert.match(logged[0] ?? '', /is out of scope: this call of trouble has ended/);
    const [again] = session.engine.setDataBreakpoints([{ dataId }]);
    assert.equal(again?.verified, false);
  });

  it('ask their conditions of old and new', async () => {
    for (const [condition, isHit] of [
      ['old == 0 && new == old + 1', true],
      ['new == 5 || old > new', false],
    ] as const) {
      const session = await atCounter();
      watch(session, 'calls.count', { condition });
      await session.run('continue');
      const description = `calls.count ${isHit ? 'changed' : 'is out of scope'}`;
      assert.equal(session.stop?.description, description);
    }
  });

  it('on reads stop after each load', async () => {
    const session = await atCounter();
    watch(session, 'calls.count', { accessType: 'read' });
    await session.run('continue');
    assert.match(
      session.stop?.text ?? '',
      /^calls\.count was read by trouble::count at 0x\w+: it is 0$/,
    );
  });

  it('are not hit by what the user writes', async () => {
    const session = await atCounter();
    const address = register(session, SP) - 2048;
    const dataId = idOf(session.engine.dataInfo({ kind: 'address', address, bytes: 4 }));
    session.engine.setDataBreakpoints([{ dataId, condition: 'new == 0x01020304' }]);
    session.engine.writeMemory(address, Uint8Array.of(4, 3, 2, 1));
    assert.equal(await session.run('continue'), 'terminated');
  });

  it('are hit together with a breakpoint at the next instruction, and neither again', async () => {
    const first = await atCounter();
    watch(first, 'calls.count');
    await first.run('continue');
    const pc = first.engine.stack()[0]?.pc ?? 0;
    const session = await atCounter();
    watch(session, 'calls.count');
    session.engine.setInstructionBreakpoints([pc]);
    await session.run('continue');
    assert.equal(session.stop?.description, 'calls.count changed');
    assert.equal(session.stop.hitBreakpointIds?.length, 2);
    await session.run('continue');
    assert.equal(session.stop.description, 'calls.count is out of scope');
  });

  const refused: readonly [expression: string, problem: RegExp][] = [
    ['calls.count + 1', /^calls\.count \+ 1 is computed and lies nowhere/],
    ['nothing', /there is no variable, register or symbol named nothing/],
    ['calls +', /expected/],
    ['count', /^count is the address of code/],
    ['$pc', /^pc changes with every instruction/],
    ['$zero', /^zero is always 0/],
    ['$scause', /^A control register cannot be watched/],
  ];
  for (const [expression, problem] of refused) {
    it(`cannot be on ${expression}, and say why`, async () => {
      const session = await atCounter();
      const info = session.engine.dataInfo({ kind: 'expression', expression });
      assert.ok('problem' in info);
      assert.match(info.problem, problem);
    });
  }
});

describe('data breakpoints on variables in registers', () => {
  // The kernel is optimized: it goes through a log's format with a character in a register.
  const EXPAND = 'kernel::format::expand';

  async function atCharacter() {
    const session = await Session.launch('erc20/transfer');
    const { engine } = session;
    engine.setFunctionBreakpoints([EXPAND]);
    await session.run('continue');
    engine.setFunctionBreakpoints([]);
    const frame = engine.stack().findIndex(it => it.name.startsWith(EXPAND));
    return {
      session,
      info: engine.dataInfo({ kind: 'expression', expression: 'character', frame }),
    };
  }

  it('stop at each value that the variable has, and end with its function', async () => {
    const { session, info } = await atCharacter();
    const { engine } = session;
    const dataId = idOf(info);
    assert.match(dataId, /^variable character in frame /);
    assert.deepEqual('accessTypes' in info && info.accessTypes, ['write']);
    const [view] = engine.setDataBreakpoints([{ dataId }]);
    assert.match(view?.message ?? '', /^Until kernel::.* returns\.$/);
    const seen: string[] = [];
    for (;;) {
      const where = await session.run('continue');
      const { text = '', description } = session.stop ?? {};
      if (description === 'character is out of scope') break;
      const [, old = '', now = ''] =
        /^character changed from '(.)' to '(.)' in \S+$/.exec(text) ?? [];
      if (seen.length === 0) seen.push(old);
      assert.equal(old, seen.at(-1), text);
      assert.equal(engine.evaluate('character', 0).value, `'${now}'`, where);
      seen.push(now);
    }
    // What follows a `%` is taken from the text by somebody else, and the same character twice is no change.
    const [format = ''] = /(?<=logf?!\(")[^"]*/.exec(readFileSync(sourceOf('erc20'), 'utf8')) ?? [];
    assert.ok(format.length > 10);
    const characters = format.replaceAll(/%./g, '%').replaceAll(/(.)\1+/g, '$1');
    assert.equal(seen.join(''), characters);
  });

  it('pass over other values in the same register, with a condition too', async () => {
    const { session, info } = await atCharacter();
    session.engine.setDataBreakpoints([{ dataId: idOf(info), condition: `new == 0x25` }]);
    await session.run('continue');
    assert.match(session.stop?.text ?? '', /^character changed from '.' to '%' in /);
    assert.throws(
      () => watch(session, 'character', { accessType: 'read' }),
      /A register can be watched for changes only/,
    );
  });
});

describe('data breakpoints on registers', () => {
  it('stop at each change in their contract, as a log of single steps has them', async () => {
    const session = await atLine('let left = withdraw');
    const from = position(session);
    const satp = session.engine.stack()[0]?.satp;
    const call = { hasEnded: false };
    const run = await bareRun('erc20/transfer', { taskEnded: () => (call.hasEnded = true) });
    run.runTo(from);
    call.hasEnded = false;
    const A0 = 10;
    const changes: number[] = [];
    for (let before = run.machine.registers[A0]; !call.hasEnded;) {
      run.run(1);
      if (run.machine.privilege !== 0 || run.machine.satp !== satp) continue;
      const after = run.machine.registers[A0];
      if (after !== before) changes.push(run.machine.position);
      before = after;
    }
    watch(session, '$a0');
    const hits: number[] = [];
    while ((await session.run('continue')) !== 'terminated') hits.push(position(session));
    assert.deepEqual(hits, changes);
    assert.ok(hits.length > 50);
  });
});
