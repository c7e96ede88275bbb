/**
 * What nvim-dap asks otherwise than the protocol has it, as its sources say (mfussenegger/nvim-dap, lua/dap.lua and below
 * lua/dap/). Whole sessions with the plugin itself are `npm run try:nvim`, where somebody has it.
 */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { hostServices } from '../../debugger/host/services';
import { lineOf } from '../engine/support/session';
import { InProcessClient } from './support/inProcessClient';

const root = join(__dirname, '../..');
const simple = join(root, 'sample-contracts/simple');
const path = join(simple, 'src/main.rs');
const LINE = lineOf(path, 'let larger = if');

describe('nvim-dap', function () {
  this.timeout(30_000);
  let client: InProcessClient;

  beforeEach(async () => {
    client = new InProcessClient(hostServices(join(root, 'dist')));
    await served('initialize', { adapterID: 'nvim-dap', clientID: 'neovim', pathFormat: 'path' });
    const scenario = join(simple, 'scenarios/larger.scenario.json');
    await served('launch', { scenario, build: false });
    await served('setBreakpoints', { source: { path }, breakpoints: [{ line: LINE }] });
    await served('configurationDone');
    await client.settled();
  });

  afterEach(async () => {
    await client.connection.session.close();
    assert.deepEqual(client.problems, []);
  });

  async function served<Body>(command: string, args?: unknown): Promise<Body> {
    const { success, message, body } = await client.request(command, args);
    assert.ok(success, `${command}: ${message}`);
    return body as Body;
  }

  async function frames(): Promise<readonly Dap.StackFrame[]> {
    const args = { threadId: 1, startFrame: 0 };
    return (await served<Dap.StackTraceResponse['body']>('stackTrace', args)).stackFrames;
  }

  // ui.lua: vim.fn.complete(offset + start + 1, ...), whose columns count from 1.
  it('puts a completion over what was typed of it', async () => {
    const [frame] = await frames();
    const text = '1 + larg';
    const args = { frameId: frame?.id, text, column: text.length + 1 };
    await served('next', { threadId: 1 });
    await client.settled();
    const after = { ...args, frameId: (await frames())[0]?.id };
    const { targets } = await served<Dap.CompletionsResponse['body']>('completions', after);
    const larger = targets.find(it => it.label === 'larger') ?? assert.fail('it is not offered');
    const start = larger.start ?? assert.fail('it starts nowhere');
    assert.equal(text.slice(0, start) + larger.label, '1 + larger');
  });

  // dap.lua: goto_ takes the path of the cursor's file from vim.uri_from_bufnr.
  it('goes to a line of a file that it names by its URI', async () => {
    await served('next', { threadId: 1 });
    await client.settled();
    const source = { path: pathToFileURL(path).href };
    const args = { source, line: LINE };
    const { targets } = await served<Dap.GotoTargetsResponse['body']>('gotoTargets', args);
    assert.deepEqual(
      targets.map(it => it.line),
      [LINE],
    );
    await served('goto', { threadId: 1, targetId: targets[0]?.id });
    await client.settled();
    assert.equal((await frames())[0]?.line, LINE);
  });

  // breakpoints.lua: set_state marks the signs of the answer's line, and without a line all of the buffer.
  it('is told the line of a breakpoint that has no place', async () => {
    const breakpoints = [{ line: LINE }, { line: 9999 }];
    const args = { source: { path }, breakpoints };
    const body = await served<Dap.SetBreakpointsResponse['body']>('setBreakpoints', args);
    assert.deepEqual(
      body.breakpoints.map(it => [it.verified, it.line]),
      [
        [true, LINE],
        [false, 9999],
      ],
    );
  });
});
