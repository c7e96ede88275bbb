/** Sources that debug information names and this machine has not: frames in them are shown all the same. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { hostServices } from '../../debugger/host/services';
import { InProcessClient } from './support/inProcessClient';

const root = join(__dirname, '../..');
const simple = join(root, 'sample-contracts/simple');

describe('a source that is not on this machine', () => {
  it('has the line of every frame in it, also of those that come later', async () => {
    const client = new InProcessClient(hostServices(join(root, 'dist')));
    const ask = async <Body>(command: string, args: object = {}): Promise<Body> => {
      const { success, message, body } = await client.request(command, args);
      assert.ok(success, `${command}: ${message ?? ''}`);
      await client.settled();
      return body as Body;
    };
    const top = async (): Promise<Dap.StackFrame> => {
      const args = { threadId: 1, levels: 1 };
      const { stackFrames } = await ask<Dap.StackTraceResponse['body']>('stackTrace', args);
      return stackFrames[0] ?? assert.fail('there is no frame');
    };
    await ask('initialize', { adapterID: 'avm' });
    const scenario = join(simple, 'scenarios/larger.scenario.json');
    await ask('launch', { scenario, build: false, sourceMap: { [simple]: '/nowhere' } });
    await ask('setFunctionBreakpoints', { breakpoints: [{ name: 'simple::larger' }] });
    await ask('configurationDone');

    const { source, line } = await top();
    const { path, sourceReference = 0 } = source ?? {};
    assert.equal(path, '/nowhere/src/main.rs');
    // Clients keep what they got.
    const { content } = await ask<Dap.SourceResponse['body']>('source', {
      source,
      sourceReference,
    });
    const lines = content.split('\n');
    assert.match(lines[1] ?? '', /is not on this machine/);
    const places = new Set([line]);
    for (let step = 0; step < 3; step++) {
      await ask('next', { threadId: 1 });
      const frame = await top();
      if (frame.source?.path === path) places.add(frame.line);
    }
    assert.ok(places.size > 1);
    for (const it of places) {
      assert.equal(lines[it - 1], `// line ${it} of a file that is not on this machine`);
    }
    assert.deepEqual(client.problems, []);
    await client.connection.session.close();
  });
});
