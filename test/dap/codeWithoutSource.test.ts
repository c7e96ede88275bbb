/** The kernel's assembly has no source: clients that step into it see it as machine code. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { hostServices } from '../../debugger/host/services';
import { InProcessClient } from './support/inProcessClient';

const root = join(__dirname, '../..');
const scenario = join(root, 'sample-contracts/simple/scenarios/larger.scenario.json');

describe('code without source', () => {
  it('is shown as a disassembly, with each step on its line', async () => {
    const client = new InProcessClient(hostServices(join(root, 'dist')));
    const ask = async (command: string, args: object = {}): Promise<unknown> => {
      const { success, message, body } = await client.request(command, args);
      assert.ok(success, `${command}: ${message ?? ''}`);
      await client.settled();
      return body;
    };
    const top = async (): Promise<Dap.StackFrame> => {
      const { stackFrames } = (await ask('stackTrace', { threadId: 1, levels: 1 })) as {
        stackFrames: Dap.StackFrame[];
      };
      return stackFrames[0]!;
    };
    await ask('initialize', { adapterID: 'avm', linesStartAt1: false });
    await ask('launch', { scenario, build: false });
    await ask('setExceptionBreakpoints', { filters: ['kernelEntry'] });
    await ask('configurationDone');

    const lines: number[] = [];
    for (let step = 0; step < 4; step++) {
      await ask('stepIn', { threadId: 1, granularity: 'instruction' });
      const { name, line, source, instructionPointerReference: pc = '' } = await top();
      const { sourceReference = 0, path, origin, presentationHint } = source ?? {};
      assert.deepEqual(
        { name, path, origin, presentationHint },
        {
          name: 'trap_entry',
          path: undefined,
          origin: 'disassembly',
          presentationHint: 'deemphasize',
        },
      );
      const { content, mimeType } = (await ask('source', { source, sourceReference })) as {
        content: string;
        mimeType: string;
      };
      assert.equal(mimeType, 'text/x-asm');
      assert.ok(content.split('\n')[line]?.startsWith(pc), `${pc} is not on line ${line}`);
      lines.push(line);
      const refused = await client.request('setBreakpoints', { source, breakpoints: [{ line }] });
      assert.match(refused.message ?? '', /^this is a disassembly: /);
    }
    assert.equal(new Set(lines).size, lines.length);
    assert.deepEqual(client.problems, []);
    await client.connection.session.close();
  });
});
