/** The adapter as a process of its own, with a client that nobody tuned for it. Every message is checked on its way. */

import assert from 'node:assert/strict';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { DebugClient } from '@vscode/debugadapter-testsupport';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { listeningPort } from './support/listeningPort';
import { ConversationCheck } from './support/messageProblems';
import { listen, tap } from './support/tap';

const root = join(__dirname, '../..');
const tsx = join(root, 'node_modules/.bin/tsx');
const main = join(root, 'debugger/main.ts');
const source = join(root, 'sample-contracts/simple/src/main.rs');
const launch = {
  scenario: join(root, 'sample-contracts/simple/scenarios/larger.scenario.json'),
  build: false,
} as Dap.LaunchRequestArguments;

const LINE_OF_IF = 22;

describe('adapter process', function () {
  this.timeout(60_000);

  it('serves a session on its standard streams', async () => {
    const client = new DebugClient(tsx, main, 'avm');
    const { stdin, stdout } = await startedProcess(client);
    const check = new ConversationCheck();
    const requests = new PassThrough();
    listen(requests, it => check.sent(it as Dap.Request));
    listen(stdout, it => check.received(it));
    const write = stdin.write.bind(stdin) as (text: string) => boolean;
    stdin.write = (text: string) => requests.write(text) && write(text);
    await session(client);
    await client.stop();
    assert.deepEqual(check.problems, []);
  });

  it('ends when its input does', async () => {
    const child = spawn(tsx, [main], { stdio: ['pipe', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    const request = JSON.stringify({
      seq: 1,
      type: 'request',
      command: 'initialize',
      arguments: {},
    });
    child.stdin.write(`Content-Length: ${request.length}\r\n\r\n${request}`);
    await once(child.stdout, 'data');
    child.stdin.end();
    assert.deepEqual(await exited, [0, null]);
  });

  it('serves several clients on a port, each with a session of its own', async () => {
    const child = spawn(tsx, [main, '--port', '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
    try {
      const { port, checks, close } = await tap(await listeningPort(child));
      const clients = [new DebugClient(tsx, main, 'avm'), new DebugClient(tsx, main, 'avm')];
      await Promise.all(clients.map(it => it.start(port)));
      await Promise.all(clients.map(it => session(it)));
      await Promise.all(clients.map(it => it.stop()));
      close();
      assert.deepEqual(
        checks.map(it => it.problems),
        [[], []],
      );
    } finally {
      child.kill();
    }
  });
});

/** From initialize to the end, with one stop on the way. */
async function session(client: DebugClient): Promise<void> {
  client.defaultTimeout = 30_000;
  const initialized = client.waitForEvent('initialized');
  const exited = client.waitForEvent('exited');
  const terminated = client.waitForEvent('terminated');
  await client.initializeRequest();
  await client.launchRequest(launch);
  await initialized;
  const placed = await client.setBreakpointsRequest({
    source: { path: source },
    breakpoints: [{ line: LINE_OF_IF }],
  });
  assert.equal(placed.body.breakpoints[0]?.verified, true);
  const stopped = client.waitForEvent('stopped');
  await client.configurationDoneRequest();
  await stopped;
  const { stackFrames } = (await client.stackTraceRequest({ threadId: 1 })).body;
  assert.equal(stackFrames[0]?.line, LINE_OF_IF);
  await client.setBreakpointsRequest({ source: { path: source }, breakpoints: [] });
  await client.continueRequest({ threadId: 1 });
  assert.equal((await exited).body.exitCode, 0);
  await terminated;
}

/** The client starts the adapter and keeps the process to itself. */
async function startedProcess(client: DebugClient): Promise<ChildProcessWithoutNullStreams> {
  await client.start();
  return (client as unknown as { _adapterProcess: ChildProcessWithoutNullStreams })._adapterProcess;
}
