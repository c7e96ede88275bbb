/** Where an error was made that a contract has returned: the line that is marked in the contract's source, and no other. */

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameView } from '../../debugger/engine/views';
import { building } from './support/optimized';
import { Session } from './support/session';

const source = join(__dirname, 'fixtures/errors/src/main.rs');
const lines = readFileSync(source, 'utf8').split('\n');
const scenario = join(__dirname, 'scenarios/errors.scenario.json');
const launch = { scenario, services: building('0'), build: true };

/** The lines at which an error is made that a call ends with: `last`, or with its depth where it is not the first. */
function marked(call: string): number[] {
  const isMarked = (line: string): boolean =>
    (/ \/\/ (.*)$/.exec(line)?.[1] ?? '').split(', ').includes(call);
  return lines.flatMap((line, at) => (isMarked(line) ? [at + 1] : []));
}

const gone = (session: Session): FrameView[] =>
  session.engine.stack().filter(it => it.hasReturned === true);

describe('the origin of an error', function () {
  this.timeout(120_000); // The contract is built first.

  async function stopIn(call: string): Promise<Session> {
    const session = await Session.launch('', launch);
    session.engine.setExceptionFilters([{ id: 'failed' }]);
    do await session.run('continue');
    while (session.stop?.where?.transaction?.title.includes(`.${call}(`) !== true);
    return session;
  }

  it('is the line that makes it, in every way that there is', async () => {
    const session = await Session.launch('', launch);
    session.engine.setExceptionFilters(['failed']);
    const calls: string[] = [];
    while ((await session.run('continue')) !== 'terminated') {
      const { depth, transaction } = session.stop?.where ?? {};
      const name = /\.(\w+)\(/.exec(transaction?.title ?? '')?.[1] ?? '';
      const call = name === 'again' ? `again ${depth}` : name;
      assert.deepEqual([gone(session)[0]?.line], marked(call), call);
      calls.push(call);
    }
    assert.equal(calls.length, 15);
  });

  it('has the stack of that moment, above the frame that it was returned to', async () => {
    const session = await stopIn('recursive');
    const text = (name: string, line: string): string => `${name} main.rs: ${line}`;
    const shown = session.stack().map(it => it.replace(/ \/\/.*/, ''));
    assert.match(shown.slice(0, 2).join(), /^revert exit\.rs: .*,finish contract\.rs: /);
    assert.deepEqual(shown.slice(2, 10), [
      'returned: the error came from here',
      text('below', 'return Err(Bad::Number(n));'),
      ...new Array<string>(4).fill(text('below', 'let below = below(n - 1)?;')),
      text('recursive', 'let got = below(n)?;'),
      text('dispatch', '#[contract]'),
    ]);
  });

  it('shows the variables of that moment, and lets nobody change them', async () => {
    const session = await stopIn('closure');
    const { engine } = session;
    const frames = engine.stack();
    const id = frames.findIndex(it => it.name.endsWith('Errors::closure'));
    const list = engine.locals(id).find(it => it.name === 'list');
    assert.match(list?.value ?? '', /^\[1, 2, 9\]/);
    assert.deepEqual(
      list
        ?.children?.()
        .map(it => it.value)
        .slice(0, 3),
      ['1', '2', '9'],
    );
    assert.equal(list?.write, undefined);
    assert.equal(engine.evaluate('list[2] * 2', id).value, '18');
    const refusal = { message: /^this function has returned, and is shown as it was: / };
    assert.throws(() => engine.assign('list[2]', '1', id), refusal);
    assert.throws(() => engine.console('list[2] = 1', id), refusal);
    assert.throws(() => engine.setRegister(id, 'a0', 1), refusal);
    const info = engine.dataInfo({ kind: 'expression', expression: 'list', frame: id });
    assert.match(JSON.stringify(info), /has returned/);
    // Looking back has left everything where it was.
    assert.deepEqual(engine.stack(), frames);
  });

  it('is not looked for as long as the innermost frame is enough', async () => {
    const session = await stopIn('long');
    const { engine } = session;
    // The session has looked at the whole stack, which is forgotten with whose code is whose.
    engine.setJustMyContract(true);
    assert.deepEqual(
      engine.stackPage(0, 1).map(it => it.name),
      ['clibc::exit::revert'],
    );
    // With a change by hand the past begins anew: what was not found yet is not found any more.
    engine.setRegister(0, 't0', 1);
    assert.deepEqual(gone(session), []);
  });

  it('stays in the stack when something else is changed', async () => {
    const { engine } = await stopIn('again');
    const names = engine.stack().map(it => it.name);
    const outer = names.lastIndexOf('errors::errors::Errors::again');
    engine.assign('n', '77', outer);
    assert.equal(engine.evaluate('n', outer).value, '77');
    assert.deepEqual(
      engine.stack().map(it => it.name),
      names,
    );
  });

  it('can be gone back to, by a restart of its frame', async () => {
    const session = await stopIn('guarded');
    const { engine } = session;
    const id = engine.stack().findIndex(it => it.hasReturned === true);
    assert.equal(engine.placement.restartFrame(id).reason, 'restart');
    assert.match(session.where(), /^guarded main\.rs: if twice\(n\) > 4/);
    assert.deepEqual(gone(session), []);
    await session.run('continue');
    assert.deepEqual([gone(session)[0]?.line], marked('guarded'));
  });

  it('is not told where a value was changed by hand in the middle of it', async () => {
    const session = await stopIn('replaced');
    const { engine } = session;
    engine.placement.restartFrame(engine.stack().findIndex(it => it.hasReturned === true));
    engine.assign('n', '8');
    await session.run('continue');
    assert.match(session.stop?.where?.transaction?.title ?? '', /\.replaced\(/);
    assert.deepEqual(gone(session), []);
  });

  it('is not told where the optimizer has put the functions into one another', async () => {
    const session = await Session.launch('', { ...launch, services: building('2') });
    session.engine.setExceptionFilters(['failed']);
    while ((await session.run('continue')) !== 'terminated') assert.deepEqual(gone(session), []);
  });

  it('is not looked for where the functions are on the stack', async () => {
    const session = await Session.launch('trouble/trouble');
    session.engine.setExceptionFilters(['panic', 'trap', 'outOfGas']);
    while ((await session.run('continue')) !== 'terminated') assert.deepEqual(gone(session), []);
  });
});
