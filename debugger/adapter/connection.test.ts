import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { PageOfRows, VariableView } from '../engine/views';
import { FakeEngine, fakeFrame } from '../../test/dap/support/fakeEngine';
import { InProcessClient } from '../../test/dap/support/inProcessClient';
import { listen } from '../../test/dap/support/tap';
import { Connection } from './connection';
import type { AdapterServices } from './services';

/** Nothing here reads a file. */
const services = {} as AdapterServices;

/** A client whose session has a fake engine and stands at a stop. */
async function stoppedClient(
  options: Partial<Dap.InitializeRequestArguments> = {},
): Promise<{ client: InProcessClient; engine: FakeEngine; events: Dap.Event[] }> {
  const client = new InProcessClient(services);
  const engine = new FakeEngine();
  const events: Dap.Event[] = [];
  client.onMessage = it => void (it.type === 'event' && events.push(it as Dap.Event));
  await client.request('initialize', { adapterID: 'avm', ...options });
  await client.connection.session.launch({ scenario: '/a' }, () =>
    Promise.resolve(engine.asEngine()),
  );
  engine.slices.push({ reason: 'entry', description: 'Stopped on entry' });
  await client.request('configurationDone');
  await client.settled();
  return { client, engine, events };
}

async function sentence(client: InProcessClient, command: string, args?: unknown): Promise<string> {
  const response = await client.request(command, args);
  assert.equal(response.success, false, `${command} was served`);
  return response.message ?? '';
}

/** A launch that goes on loading until it is given up. */
async function launching(): Promise<{
  client: InProcessClient;
  launch: ReturnType<InProcessClient['request']>;
  giveUp: () => void;
}> {
  let giveUp = (): void => undefined;
  const readKernel = () =>
    new Promise<Uint8Array>((_, reject) => (giveUp = () => reject(new Error('given up'))));
  const client = new InProcessClient({ readKernel } as unknown as AdapterServices);
  await client.request('initialize', { adapterID: 'avm' });
  const launch = client.request('launch', { scenario: '/a' });
  return { client, launch, giveUp: () => giveUp() };
}

/** A connection over streams. */
function wired(closed: () => void = () => undefined): {
  input: PassThrough;
  outputs: () => string[];
  responses: () => Dap.Response[];
} {
  const input = new PassThrough();
  const output = new PassThrough();
  const messages: Dap.ProtocolMessage[] = [];
  listen(output, it => messages.push(it));
  new Connection(services, closed).start(input, output);
  const outputs = (): string[] =>
    (messages as Dap.Event[])
      .filter(it => it.event === 'output')
      .map(it => it.body.output as string);
  const responses = () => messages.filter(it => it.type === 'response') as Dap.Response[];
  return { input, outputs, responses };
}

function frame(input: PassThrough, content: string): void {
  input.write(`Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`);
}

describe('connection', () => {
  it('frames messages with their length in bytes', async () => {
    const input = new PassThrough();
    const output = new PassThrough();
    const connection = new Connection(services);
    connection.start(input, output);
    const request = JSON.stringify({ seq: 1, type: 'request', command: 'ü' });
    input.write(`Content-Length: ${Buffer.byteLength(request)}\r\n\r\n${request}`);
    const [head, body] = String(await new Promise(resolve => output.once('data', resolve))).split(
      '\r\n\r\n',
    );
    assert.equal(head, `Content-Length: ${Buffer.byteLength(body ?? '')}`);
    assert.equal((JSON.parse(body ?? '') as Dap.Response).message, 'unknown request ü');
  });

  it('leaves out what is no message, says so, and goes on', async () => {
    const { input, outputs, responses } = wired();
    for (const content of ['{nope', 'null', '[]', '{"seq":1,"command":"threads"}'])
      frame(input, content);
    frame(input, '{"type":"request","command":"threads"}');
    frame(input, '{"seq":1,"type":"request"}');
    frame(
      input,
      '{"seq":0,"type":"request","command":"initialize","arguments":{"adapterID":"avm"}}',
    );
    await new Promise(resolve => setImmediate(resolve));
    assert.deepEqual(outputs(), [
      'A message from the editor was left out, for it is not JSON: "{nope"\n',
      'A message from the editor was left out, for it is no object: "null"\n',
      'A message from the editor was left out, for it is no object: "[]"\n',
      String.raw`A message from the editor was left out, for it has no "type": "{\"seq\":1,\"command\":\"threads\"}"` +
        '\n',
      String.raw`A message from the editor was left out, for its "seq" is no integer: "{\"type\":\"request\",\"command\":\"threads\"}"` +
        '\n',
      String.raw`A message from the editor was left out, for its "command" is no text: "{\"seq\":1,\"type\":\"request\"}"` +
        '\n',
    ]);
    // Some clients count from 0.
    assert.deepEqual(
      responses().map(it => [it.request_seq, it.success]),
      [[0, true]],
    );
  });

  it('closes with a sentence what is not the protocol', async () => {
    let isClosed = false;
    const { input, outputs } = wired(() => (isClosed = true));
    input.write('POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}');
    frame(
      input,
      '{"seq":1,"type":"request","command":"initialize","arguments":{"adapterID":"avm"}}',
    );
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(isClosed, true);
    assert.equal(outputs().length, 1);
    assert.match(
      outputs()[0] ?? '',
      /^What came from the editor is not the Debug Adapter Protocol, .*"POST /,
    );
  });

  for (const command of ['constructor', '__proto__', 'toString', 'hasOwnProperty', '']) {
    it(`knows no request ${JSON.stringify(command)}`, async () => {
      const client = new InProcessClient(services);
      assert.equal(await sentence(client, command), `unknown request ${command}`);
    });
  }

  it('ends every long request, also where two have one number', async () => {
    const signals: AbortSignal[] = [];
    const { session } = new Connection(services);
    for (const seq of [7, 7]) signals.push(session.pending.begin(seq).controller.signal);
    session.pending.end(session.pending.begin(7));
    session.pending.cancelAll();
    assert.deepEqual(
      signals.map(it => it.aborted),
      [true, true],
    );
  });

  it('closes the session when the input ends', async () => {
    const input = new PassThrough();
    const closed = new Promise<void>(resolve =>
      new Connection(services, () => resolve()).start(input, new PassThrough()),
    );
    input.end();
    input.destroy();
    await closed;
  });

  it('refuses with a sentence before launch, while running and after the end', async () => {
    const fresh = new InProcessClient(services);
    assert.equal(await sentence(fresh, 'stackTrace'), 'nothing is launched yet');
    const { client, engine } = await stoppedClient();
    await client.request('continue', { threadId: 1 });
    assert.equal(await sentence(client, 'stackTrace'), 'the machine is running: pause it first');
    engine.slices.push({ reason: 'terminated', description: 'Ended', exitCode: 0 });
    await client.settled();
    assert.equal(await sentence(client, 'next', { threadId: 1 }), 'the session has ended');
  });

  it('launches once', async () => {
    const { client } = await stoppedClient();
    const launch = await sentence(client, 'launch', { scenario: '/a' });
    assert.equal(launch, 'this session has been launched already');
  });

  it('speaks of a session that is being loaded, and of one that ended before it was', async () => {
    const { client, launch, giveUp } = await launching();
    for (const command of ['threads', 'stackTrace', 'restart', 'launch']) {
      const args = { scenario: '/a', threadId: 1 };
      assert.equal(await sentence(client, command, args), 'the session is being loaded');
    }
    await client.request('terminate');
    giveUp();
    await launch;
    for (const command of ['threads', 'stackTrace', 'restart', 'launch']) {
      const args = { scenario: '/a', threadId: 1 };
      assert.equal(
        await sentence(client, command, args),
        'the session has ended before it was loaded: start another one',
      );
    }
  });

  it('answers a launch that a disconnect gives up before the connection is closed', async () => {
    const { client, launch, giveUp } = await launching();
    await client.request('disconnect');
    await client.settled();
    assert.equal(client.isClosed, false);
    giveUp();
    assert.equal((await launch).message, 'cancelled');
    await client.settled();
    assert.equal(client.isClosed, true);
  });

  it('says nothing to the user who ends a launch', async () => {
    const { client, launch, giveUp } = await launching();
    await client.request('terminate');
    giveUp();
    const { success, message, body } = await launch;
    assert.deepEqual({ success, message }, { success: false, message: 'cancelled' });
    assert.equal((body as Dap.ErrorResponse['body']).error?.showUser, false);
  });

  it('pauses an endless loop at once', async () => {
    const { client, engine, events } = await stoppedClient();
    await client.request('continue', { threadId: 1 });
    assert.equal((await client.request('pause', { threadId: 1 })).success, true);
    const before = engine.sliceCount;
    await client.settled();
    assert.equal(engine.sliceCount - before, 1);
    assert.equal(events.at(-1)?.body.reason, 'pause');
  });

  it('says how a session ended, once', async () => {
    const { client, engine, events } = await stoppedClient();
    engine.slices.push({ reason: 'terminated', description: 'Ended', exitCode: 1 });
    await client.request('continue', { threadId: 1 });
    await client.settled();
    await client.request('terminate');
    assert.deepEqual(events.map(it => [it.event, it.body?.exitCode]).slice(-2), [
      ['exited', 1],
      ['terminated', undefined],
    ]);
  });

  it('reports a bug of ours and ends the session', async () => {
    const { client, engine, events } = await stoppedClient();
    engine.slices.push(new RangeError('not what we thought'));
    await client.request('continue', { threadId: 1 });
    await client.settled();
    await client.settled();
    assert.deepEqual(
      events.slice(-3).map(it => it.event),
      ['output', 'thread', 'terminated'],
    );
    assert.match(
      (events.at(-3)?.body as { output: string }).output,
      /RangeError: not what we thought/,
    );
  });

  it('answers a request that met a bug of ours', async () => {
    const { client, events } = await stoppedClient();
    assert.match(await sentence(client, 'avm/state'), /^internal error: TypeError/);
    await client.settled();
    assert.equal(events.at(-1)?.event, 'terminated');
  });

  it('ends what runs when the client leaves', async () => {
    const { client, engine } = await stoppedClient();
    await client.request('continue', { threadId: 1 });
    await client.request('disconnect');
    await client.settled();
    assert.equal(engine.calls.at(-1), 'dispose');
    assert.equal(client.isClosed, true);
  });

  it('steps by statement, by line and by instruction, as it is asked', async () => {
    const { client, engine } = await stoppedClient();
    for (const granularity of ['statement', 'line', 'instruction']) {
      engine.slices.push({ reason: 'step', description: 'Step' });
      await client.request('next', { threadId: 1, granularity });
      await client.settled();
    }
    assert.deepEqual(engine.calls, ['next statement', 'next line', 'next instruction']);
  });
});

describe('pages and references', () => {
  it('give the part of the stack that was asked for, and its whole size', async () => {
    const { client, engine } = await stoppedClient();
    engine.frames = [1, 2, 3, 4, 5].map(fakeFrame);
    const page = await client.request('stackTrace', { threadId: 1, startFrame: 1, levels: 2 });
    const { stackFrames, totalFrames } = page.body as Dap.StackTraceResponse['body'];
    assert.deepEqual(
      stackFrames.map(it => it.name),
      ['function2', 'function3'],
    );
    assert.equal(totalFrames, 5);
    const all = await client.request('stackTrace', { threadId: 1, levels: 0 });
    assert.equal((all.body as Dap.StackTraceResponse['body']).stackFrames.length, 5);
  });

  it('give frames the same number all through a stop', async () => {
    const { client, engine } = await stoppedClient();
    engine.frames = [fakeFrame(1)];
    const ids = async () => {
      const answer = await client.request('stackTrace', { threadId: 1 });
      return (answer.body as Dap.StackTraceResponse['body']).stackFrames.map(it => it.id);
    };
    assert.deepEqual(await ids(), await ids());
  });

  it('count lines and columns as the client does', async () => {
    const { client, engine } = await stoppedClient({
      linesStartAt1: false,
      columnsStartAt1: false,
    });
    engine.frames = [fakeFrame(1)];
    const answer = await client.request('stackTrace', { threadId: 1 });
    const [frame] = (answer.body as Dap.StackTraceResponse['body']).stackFrames;
    assert.deepEqual([frame?.line, frame?.column], [10, 4]);
  });

  const rows = Array.from({ length: 10 }, (_, at) => ({
    name: `[${at}]`,
    value: String(at),
    type: 'u8',
  }));

  const pageOfRows = (page?: PageOfRows): VariableView[] =>
    page ? rows.slice(page.start, page.start + page.count) : rows;

  /** Opens the first scope of the only frame. */
  async function localsOf(client: InProcessClient, engine: FakeEngine): Promise<number> {
    engine.frames = [fakeFrame(1)];
    engine.localRows = [
      { name: 'list', value: '[u8; 10]', type: '[u8; 10]', indexedCount: 10, children: pageOfRows },
    ];
    const stack = await client.request('stackTrace', { threadId: 1 });
    const frameId = (stack.body as Dap.StackTraceResponse['body']).stackFrames[0]?.id;
    const scopes = await client.request('scopes', { frameId });
    return (scopes.body as Dap.ScopesResponse['body']).scopes[0]?.variablesReference ?? 0;
  }

  async function rowsOf(client: InProcessClient, args: object): Promise<Dap.Variable[]> {
    const answer = await client.request('variables', args);
    assert.equal(answer.success, true, answer.message);
    return (answer.body as Dap.VariablesResponse['body']).variables;
  }

  it('give a page of indexed children, and none of the other kind', async () => {
    const { client, engine } = await stoppedClient({ supportsVariableType: true });
    const [list] = await rowsOf(client, { variablesReference: await localsOf(client, engine) });
    assert.equal(list?.indexedVariables, 10);
    const variablesReference = list?.variablesReference;
    const page = await rowsOf(client, {
      variablesReference,
      filter: 'indexed',
      start: 4,
      count: 2,
    });
    assert.deepEqual(
      page.map(it => [it.name, it.value, it.type]),
      [
        ['[4]', '4', 'u8'],
        ['[5]', '5', 'u8'],
      ],
    );
    assert.deepEqual(await rowsOf(client, { variablesReference, filter: 'named' }), []);
    assert.equal((await rowsOf(client, { variablesReference })).length, 10);
  });

  it('show hexadecimal and types only to who asks for them', async () => {
    const { client, engine } = await stoppedClient();
    const [list] = await rowsOf(client, { variablesReference: await localsOf(client, engine) });
    assert.equal(list?.type, undefined);
    const [first] = await rowsOf(client, {
      variablesReference: list?.variablesReference,
      start: 9,
      format: { hex: true },
    });
    assert.equal(first?.value, '0x09');
  });

  it('are refused when the machine has run since', async () => {
    const { client, engine } = await stoppedClient();
    const reference = await localsOf(client, engine);
    engine.slices.push({ reason: 'step', description: 'Step' });
    await client.request('next', { threadId: 1 });
    await client.settled();
    assert.equal(
      await sentence(client, 'variables', { variablesReference: reference }),
      `variables reference ${reference} is gone: the machine has run since`,
    );
    assert.match(await sentence(client, 'scopes', { frameId: 1 }), /^frame 1 is gone/);
  });

  it('are refused where they never were', async () => {
    const { client } = await stoppedClient();
    for (const id of [-1, 0, 99, 2 ** 53 - 1]) {
      assert.equal(await sentence(client, 'scopes', { frameId: id }), `there is no frame ${id}`);
      assert.equal(
        await sentence(client, 'variables', { variablesReference: id }),
        `there is no variables reference ${id}`,
      );
    }
  });

  it('are counted on, wherever frames were looked for in vain', async () => {
    const { client, engine } = await stoppedClient();
    engine.frames = [fakeFrame(1)];
    await client.request('stackTrace', { threadId: 1, startFrame: 2 ** 52 });
    engine.slices.push({ reason: 'step', description: 'Step' });
    await client.request('next', { threadId: 1 });
    await client.settled();
    const { body } = await client.request('stackTrace', { threadId: 1 });
    assert.equal((body as Dap.StackTraceResponse['body']).stackFrames[0]?.id, 1);
  });

  it('refuse to write what cannot be written', async () => {
    const { client, engine } = await stoppedClient();
    const variablesReference = await localsOf(client, engine);
    const refusal = await sentence(client, 'setVariable', {
      variablesReference,
      name: 'list',
      value: '1',
    });
    assert.equal(refusal, 'list cannot be changed: it is only shown');
  });
});
