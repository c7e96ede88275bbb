/** Names of frames as clients may ask for them. [DAP StackFrameFormat] */

import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { Session as AdapterSession } from '../../debugger/adapter/session';
import { toStackFrame } from '../../debugger/adapter/stackFrame';
import { hostServices } from '../../debugger/host/services';
import { Session } from './support/session';

const root = join(__dirname, '../..');

describe('names of frames', () => {
  it('have what the format asks for, and no more', async () => {
    const { engine } = await Session.launch('erc20/transfer').then(async session => {
      session.engine.setFunctionBreakpoints(['erc20::deposit']);
      await session.run('continue');
      return session;
    });
    const [view] = engine.stack();
    assert.ok(view !== undefined);
    const links = {
      send: () => undefined,
      failed: (error: unknown) => assert.fail(String(error)),
      closed: () => undefined,
    };
    const session = new AdapterSession({ services: hostServices(root), ...links });
    const name = (format: Parameters<typeof toStackFrame>[2]) =>
      toStackFrame(session, { engine, view, index: 0, id: 1 }, format).name;
    assert.equal(name(undefined), 'erc20::deposit');
    assert.equal(name({ module: true, line: true }), `token!erc20::deposit line ${view.line}`);
    const parameters = engine.parameters(0);
    assert.ok(parameters.length > 1);
    const names = parameters.map(it => it.name).join(', ');
    assert.equal(name({ parameters: true, parameterNames: true }), `erc20::deposit(${names})`);
    const all = { parameters: true, parameterNames: true, parameterTypes: true };
    const typed = parameters.map(it => `${it.name}: ${it.type ?? ''}`).join(', ');
    assert.equal(name(all), `erc20::deposit(${typed})`);
    const valued = parameters.map(it => `${it.name}: ${it.type ?? ''} = ${it.value}`).join(', ');
    assert.equal(name({ ...all, parameterValues: true }), `erc20::deposit(${valued})`);
    const values = parameters.map(it => it.value).join(', ');
    assert.equal(name({ parameters: true, parameterValues: true }), `erc20::deposit(${values})`);
  });
});
