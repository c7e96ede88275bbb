/** `avm dap`: the same adapter as the extension's, started by an editor. */

import { strict as assert } from 'node:assert';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DebugClient } from '@vscode/debugadapter-testsupport';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

const root = join(__dirname, '../..');
const program = ['-r', require.resolve('tsx'), join(root, 'debugger/cli.ts')];
const simple = join(root, 'sample-contracts/simple');

describe('avm dap', function () {
  this.timeout(60_000);

  it('answers on its standard streams, and ends when its input does', async () => {
    const child = spawn(process.execPath, [...program, 'dap'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    const body =
      '{"seq":1,"type":"request","command":"initialize","arguments":{"adapterID":"avm"}}';
    child.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
    const [answer] = (await once(child.stdout, 'data')) as [Buffer];
    assert.match(answer.toString(), /^Content-Length: \d+\r\n\r\n\{.*"command":"initialize"/);
    child.stdin.end();
    assert.deepEqual(await exited, [0, null]);
  });

  it('serves a session on a port until it is interrupted', async () => {
    const child = spawn(process.execPath, [...program, 'dap', '--port', '0'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const exited = once(child, 'exit');
    const [said] = (await once(child.stderr, 'data')) as [Buffer];
    const port = Number(/^listening on 127\.0\.0\.1:(\d+)\n$/.exec(said.toString())?.[1]);
    const client = new DebugClient('node', '', 'avm');
    await client.start(port);
    await Promise.all([
      client.waitForEvent('initialized', 30_000),
      client.initializeRequest(),
      client.launchRequest({
        scenario: join(simple, 'scenarios/larger.scenario.json'),
        build: false,
        stopOnEntry: true,
      } as Dap.LaunchRequestArguments),
    ]);
    await Promise.all([client.configurationDoneRequest(), client.waitForEvent('stopped', 30_000)]);
    await client.stop();
    child.kill('SIGINT');
    // Not with a code of its own, which an editor that ends its adapter so would take for a failure.
    assert.deepEqual(await exited, [null, 'SIGINT']);
  });

  it('says that a port is taken, or none', async () => {
    const dap = (port: string): ReturnType<typeof spawnSync> =>
      spawnSync(process.execPath, [...program, 'dap', '--port', port], { encoding: 'utf8' });
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const taken = dap(String((server.address() as AddressInfo).port));
    server.close();
    assert.equal(taken.status, 2);
    assert.match(String(taken.stderr), /port \d+ is taken: .* choose another, or 0 for a free one/);
    assert.match(String(dap('70000').stderr), /It is a number from 0 to 65535/);
  });
});
