/** Sessions that outlive their client, over a port as editors have it. Every message is checked on its way. */

import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DebugClient } from '@vscode/debugadapter-testsupport';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { ReceiptsResponse } from '../../debugger/protocol';
import { lineOf } from '../engine/support/session';
import { listeningPort } from './support/listeningPort';
import type { Tap } from './support/tap';
import { tap } from './support/tap';

const root = join(__dirname, '../..');
const main = join(root, 'debugger/main.ts');
const source = join(root, 'sample-contracts/simple/src/main.rs');
const scenario = join(root, 'sample-contracts/simple/scenarios/larger.scenario.json');
const { length: TRANSACTIONS } = (
  JSON.parse(readFileSync(scenario, 'utf8')) as { transactions: unknown[] }
).transactions;
const LINE = lineOf(source, 'let larger = if');

describe('a session that outlives its client', function () {
  this.timeout(60_000);
  let server: ChildProcess;
  let wire: Tap;
  let port: number;
  let notes = '';

  beforeEach(async () => {
    notes = '';
    server = spawn('node', ['-r', 'tsx', main, '--port', '0'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    port = await listeningPort(server);
    server.stderr?.on('data', (text: Buffer) => (notes += text.toString()));
    wire = await tap(port);
  });

  afterEach(async () => {
    const exited = once(server, 'exit');
    wire.close();
    server.kill('SIGTERM');
    // Nothing that is kept holds it.
    assert.deepEqual(await exited, [null, 'SIGTERM']);
    assert.deepEqual(
      wire.checks.flatMap(it => it.problems),
      [],
    );
  });

  it('is taken up where it stood, and stepped to its end', async () => {
    const first = await connected(wire.port);
    const left = await launchToBreakpoint(first);
    await first.disconnectRequest({ suspendDebuggee: true });

    const second = await connected(wire.port);
    const stopped = second.waitForEvent('stopped');
    const process = second.waitForEvent('process');
    const shown = second.waitForEvent('breakpoint');
    await configured(second, 'attach', { session: 'larger-1' });
    assert.equal((await process).body.startMethod, 'attach');
    assert.equal((await stopped).body.reason, 'breakpoint');
    assert.deepEqual(await places(second), left);
    const { breakpoint } = (await shown).body as Dap.BreakpointEvent['body'];
    assert.deepEqual([breakpoint.source?.path, breakpoint.line], [source, LINE]);

    await second.setBreakpointsRequest({ source: { path: source }, breakpoints: [] });
    const stepped = second.waitForEvent('stopped');
    await second.nextRequest({ threadId: 1 });
    assert.equal((await stepped).body.reason, 'step');
    assert.notDeepEqual(await places(second), left);
    const exited = second.waitForEvent('exited');
    await second.continueRequest({ threadId: 1 });
    assert.equal((await exited).body.exitCode, 0);
    const { receipts } = (await second.customRequest('avm/receipts')).body as ReceiptsResponse;
    assert.equal(receipts.length, TRANSACTIONS);
    await second.stop();
  });

  it('is there still when its client was cut off', async () => {
    const cable = await tap(port);
    const left = await launchToBreakpoint(await connected(cable.port));
    cable.close();
    while (!/^kept larger-1 /m.test(notes)) await once(server.stderr!, 'data');

    const second = await connected(wire.port);
    const stopped = second.waitForEvent('stopped');
    await configured(second, 'attach', {});
    await stopped;
    assert.deepEqual(await places(second), left);
    await second.disconnectRequest({ terminateDebuggee: true });

    const third = await connected(wire.port);
    await assert.rejects(third.attachRequest({}), /no session is kept here/);
    await third.stop();
  });

  it('builds again when it is restarted, with what it was launched with', async () => {
    const first = await connected(wire.port);
    await launchToBreakpoint(first);
    await first.disconnectRequest({ suspendDebuggee: true });
    const second = await connected(wire.port);
    let stopped = second.waitForEvent('stopped');
    await configured(second, 'attach', {});
    await stopped;
    stopped = second.waitForEvent('stopped');
    const args = { arguments: { type: 'avm', request: 'attach', port } };
    await second.customRequest('restart', args);
    await stopped;
    const { receipts } = (await second.customRequest('avm/receipts')).body as ReceiptsResponse;
    assert.ok(receipts.length < TRANSACTIONS);
    await second.disconnectRequest({ terminateDebuggee: true });
  });
});

async function connected(port: number): Promise<DebugClient> {
  const client = new DebugClient('', '', 'avm');
  client.defaultTimeout = 30_000;
  await client.start(port);
  await client.initializeRequest();
  return client;
}

/** Until the machine may run, as an editor does it. */
async function configured(
  client: DebugClient,
  how: 'launch' | 'attach',
  args: object,
  breakpoints?: Dap.SetBreakpointsArguments,
): Promise<void> {
  const initialized = client.waitForEvent('initialized');
  await client.customRequest(how, args);
  await initialized;
  if (breakpoints !== undefined) await client.setBreakpointsRequest(breakpoints);
  await client.configurationDoneRequest();
}

/** @returns where it stands then */
async function launchToBreakpoint(client: DebugClient): Promise<unknown> {
  const stopped = client.waitForEvent('stopped');
  const breakpoints = { source: { path: source }, breakpoints: [{ line: LINE }] };
  await configured(client, 'launch', { scenario, build: false }, breakpoints);
  await stopped;
  return places(client);
}

async function places(client: DebugClient): Promise<unknown> {
  const { stackFrames } = (await client.stackTraceRequest({ threadId: 1 })).body;
  return stackFrames.map(it => [it.name, it.line, it.instructionPointerReference]);
}
