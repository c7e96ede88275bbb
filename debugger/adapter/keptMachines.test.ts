import assert from 'node:assert/strict';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { FakeEngine } from '../../test/dap/support/fakeEngine';
import { InProcessClient } from '../../test/dap/support/inProcessClient';
import { KeptMachines } from './keptMachines';
import type { AdapterServices } from './services';

/** Nothing here reads a file. */
const services = {} as AdapterServices;

/** An adapter on a port: what it keeps, and what it has said of that. */
class Server {
  readonly notes: string[] = [];
  readonly kept = new KeptMachines(it => this.notes.push(it));

  /** A client whose machine stands at a breakpoint. */
  async stopped(scenario = '/a/transfer.scenario.json'): Promise<[InProcessClient, FakeEngine]> {
    const client = await this.client();
    const engine = new FakeEngine();
    const load = () => Promise.resolve(engine.asEngine());
    await client.connection.session.launch({ scenario }, load);
    engine.slices.push({ reason: 'breakpoint', description: 'On a breakpoint', text: 'line 7' });
    await client.request('configurationDone');
    await client.settled();
    return [client, engine];
  }

  async client(): Promise<InProcessClient> {
    const client = new InProcessClient(services, this.kept);
    await client.request('initialize', { adapterID: 'avm' });
    return client;
  }

  async attached(args = {}): Promise<InProcessClient> {
    const client = await this.client();
    const { success, message } = await client.request('attach', args);
    assert.ok(success, message);
    await client.request('configurationDone');
    await client.settled();
    return client;
  }
}

const SUSPEND = { suspendDebuggee: true };

function lastStop(client: InProcessClient): Partial<Dap.StoppedEvent['body']> {
  return (client.events('stopped').at(-1)?.body ?? {}) as Dap.StoppedEvent['body'];
}

describe('kept machines', () => {
  it('stand where they stood when a client attaches', async () => {
    const server = new Server();
    const [first, engine] = await server.stopped();
    await first.request('disconnect', SUSPEND);
    assert.deepEqual(
      first.events('avm/kept').map(it => it.body),
      [{ session: 'transfer-1', fate: 'suspended' }],
    );
    assert.match(first.outputs.at(-1) ?? '', /attach with "session": "transfer-1"/);
    await first.settled();
    assert.ok(first.isClosed && !engine.calls.includes('dispose'));

    const second = await server.attached({ session: 'transfer-1' });
    const { reason, text } = lastStop(second);
    assert.deepEqual([reason, text], ['breakpoint', 'line 7']);
    assert.deepEqual(engine.calls, []);
    engine.slices.push({ reason: 'step', description: 'Step' });
    assert.equal((await second.request('next', { threadId: 1 })).success, true);
    await second.settled();
    assert.equal(lastStop(second).reason, 'step');
    assert.deepEqual([...first.problems, ...second.problems], []);
  });

  it('are left at a stop, whatever they were at', async () => {
    const server = new Server();
    const [first] = await server.stopped();
    await first.request('continue', { threadId: 1 });
    await first.request('disconnect', SUSPEND);
    assert.equal(lastStop(await server.attached()).reason, 'pause');
  });

  it('have not started for the next client either, where they had not for the first', async () => {
    const server = new Server();
    const client = await server.client();
    const engine = new FakeEngine();
    const load = () => Promise.resolve(engine.asEngine());
    await client.connection.session.launch({ scenario: '/a' }, load);
    await client.request('disconnect', SUSPEND);
    engine.slices.push({ reason: 'entry', description: 'Stopped on entry' });
    assert.equal(lastStop(await server.attached()).reason, 'entry');
  });

  it('run past every stop to their end when a client leaves them running', async () => {
    const server = new Server();
    const [first, engine] = await server.stopped();
    engine.slices.push(
      undefined,
      { reason: 'breakpoint', description: 'On a breakpoint' },
      { reason: 'terminated', description: 'The scenario has ended', exitCode: 1 },
    );
    await first.request('disconnect', { terminateDebuggee: false });
    while (engine.slices.length > 0) await new Promise(resolve => setImmediate(resolve));
    await new Promise(resolve => setImmediate(resolve));
    assert.deepEqual(engine.calls, ['continue', 'continue']);
    assert.match(server.notes.at(-1) ?? '', /^ended: transfer-1 \(.*, the scenario has ended\)$/);

    const second = await server.attached();
    assert.deepEqual(
      second.events('exited').map(it => it.body),
      [{ exitCode: 1 }],
    );
    assert.equal(second.events('terminated').length, 1);
    await second.request('disconnect', SUSPEND);
    assert.deepEqual(server.kept.names, []);
  });

  it('run on under the eyes of a client that attaches meanwhile', async () => {
    const server = new Server();
    const [first] = await server.stopped();
    await first.request('disconnect', { terminateDebuggee: false });
    const second = await server.client();
    await second.request('attach');
    await second.request('configurationDone');
    assert.ok(second.connection.session.isRunning);
    await second.request('pause', { threadId: 1 });
    await second.settled();
    assert.equal(lastStop(second).reason, 'pause');
  });

  it('are what a client leaves that is cut off', async () => {
    const server = new Server();
    const [first] = await server.stopped();
    await first.request('continue', { threadId: 1 });
    first.connection.shutdown();
    await first.settled();
    await first.settled();
    assert.ok(first.isClosed);
    assert.deepEqual(server.kept.names, ['transfer-1']);
    assert.match(
      server.notes.at(-1) ?? '',
      /^kept transfer-1 \(\/a\/transfer.scenario.json, paused\)$/,
    );
  });

  it('keep their name when they are left again', async () => {
    const server = new Server();
    const [first] = await server.stopped();
    await first.request('disconnect', SUSPEND);
    const [other] = await server.stopped('/b/trade.scenario.json');
    await other.request('disconnect', SUSPEND);
    const second = await server.attached({ session: 'transfer-1' });
    await second.request('disconnect', SUSPEND);
    assert.deepEqual(server.kept.names, ['trade-2', 'transfer-1']);
  });

  it('end with a client that says nothing else of what it has launched', async () => {
    const server = new Server();
    for (const args of [{}, { terminateDebuggee: true }, { restart: true, ...SUSPEND }]) {
      const [client, engine] = await server.stopped();
      await client.request('disconnect', args);
      await client.settled();
      assert.equal(engine.calls.at(-1), 'dispose');
    }
    assert.deepEqual(server.kept.names, []);
  });

  it('go on when a client says nothing of what it has attached to', async () => {
    const server = new Server();
    const [first, engine] = await server.stopped();
    await first.request('disconnect', SUSPEND);
    const second = await server.attached();
    await second.request('disconnect');
    assert.deepEqual(server.kept.names, ['transfer-1']);
    assert.deepEqual(engine.calls, ['continue']);
    const third = await server.client();
    await third.request('attach');
    await third.request('disconnect', { terminateDebuggee: true });
    await third.settled();
    assert.equal(engine.calls.at(-1), 'dispose');
  });

  it('are few: one that has ended goes first, then the oldest', async () => {
    const server = new Server();
    const engines: FakeEngine[] = [];
    for (let count = 0; count < 4; count++) {
      const [client, engine] = await server.stopped();
      engines.push(engine);
      const isSecond = count === 1;
      if (isSecond) engine.slices.push({ reason: 'terminated', description: 'Ended', exitCode: 0 });
      await client.request('disconnect', isSecond ? { terminateDebuggee: false } : SUSPEND);
      await client.settled();
    }
    for (const names of [
      ['transfer-1', 'transfer-3', 'transfer-4', 'transfer-5'],
      ['transfer-3', 'transfer-4', 'transfer-5', 'transfer-6'],
    ]) {
      const [client] = await server.stopped();
      await client.request('disconnect', SUSPEND);
      await client.settled();
      assert.deepEqual(server.kept.names, names);
    }
    assert.deepEqual(
      engines.map(it => it.calls.at(-1)),
      ['dispose', 'dispose', undefined, undefined],
    );
    assert.ok(server.notes.some(it => /^transfer-2 .* let go: at most 4 are kept$/.test(it)));
  });

  it('show the breakpoints that the client does not set itself', async () => {
    const server = new Server();
    const [first, engine] = await server.stopped();
    engine.lines.set('/a/main.rs', [{ id: 3, verified: true, line: 7 }]);
    engine.lines.set('/a/empty.rs', []);
    await first.request('disconnect', SUSPEND);
    const second = await server.attached();
    assert.deepEqual(
      second.events('breakpoint').map(it => it.body),
      [
        {
          reason: 'new',
          breakpoint: { id: 3, verified: true, line: 7, source: { path: '/a/main.rs' } },
        },
      ],
    );
  });

  it('are asked for with a sentence where there is none, another one or several', async () => {
    const server = new Server();
    const refused = async (args: object): Promise<string> => {
      const { success, message } = await (await server.client()).request('attach', args);
      assert.equal(success, false);
      return message ?? '';
    };
    assert.match(await refused({}), /^no session is kept here: .* Launch a scenario first$/);
    const [first] = await server.stopped();
    await first.request('disconnect', SUSPEND);
    assert.match(
      await refused({ session: 'trade-1' }),
      /^no session "trade-1" is kept here; what there is: transfer-1 \(.*, on a breakpoint\)$/,
    );
    assert.match(await refused({ session: 7 }), /^attach: "session" must be the name/);
    const [second] = await server.stopped();
    await second.request('disconnect', SUSPEND);
    assert.match(await refused({}), /^several .*"session": transfer-1 \(.*\), transfer-2 \(.*\)$/);
  });

  it('are none where the adapter ends with its client', async () => {
    const client = new InProcessClient(services);
    const { body } = await client.request('initialize', { adapterID: 'avm' });
    assert.equal((body as Dap.Capabilities).supportSuspendDebuggee, undefined);
    const { message } = await client.request('attach');
    assert.match(message ?? '', /start "avm dap --port 4711"/);
  });

  it('belong to one client: it attaches once, and the machine is not its own any more when it has left', async () => {
    const server = new Server();
    const [first] = await server.stopped();
    const sentence = async (client: InProcessClient, command: string, args?: unknown) =>
      (await client.request(command, args)).message;
    assert.equal(await sentence(first, 'attach'), 'this session has been launched already');
    await first.request('disconnect', SUSPEND);
    assert.equal(
      await sentence(first, 'stackTrace', { threadId: 1 }),
      'this client has left the session',
    );
    const second = await server.attached();
    assert.equal(
      await sentence(second, 'launch', { scenario: '/a' }),
      'this session is attached already',
    );
  });
});
