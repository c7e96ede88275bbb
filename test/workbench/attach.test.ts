/**
 * A debugger that serves a port, as `avm dap --port` does, from an editor's side: launching there through launch.json,
 * leaving what is debugged behind, and going on with it.
 */

import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listeningPort } from '../dap/support/listeningPort';
import { openWindow, serveSession } from './support/hooks';
import { extension } from './support/samples';
import { lineOf } from './support/sourceLines';
import { BUILD, SOON, until } from './support/until';
import type { Workbench } from './support/workbench';

describe('a debugger that serves a port', () => {
  const session = serveSession();
  let server: ChildProcess;
  let notes = '';
  let port = 0;

  before('starts it, and names its port in launch.json', async () => {
    server = spawn('node', [join(extension, 'dist/avm.js'), 'dap', '--port', '0'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    port = await listeningPort(server);
    server.stderr?.on('data', (text: Buffer) => (notes += text.toString()));
    const scenario = '${workspaceFolder}/scenarios/larger.scenario.json';
    writeLaunchJson(session().samples.contract('simple'), [
      { type: 'avm', request: 'launch', name: 'larger', scenario, port },
      { type: 'avm', request: 'attach', name: 'go on', port },
    ]);
  });
  const stopServer = async (): Promise<void> => {
    if (!server.kill()) return;
    await once(server, 'exit');
  };
  after('ends it', stopServer);
  const noted = (what: RegExp): Promise<boolean> =>
    until(
      `the debugger to note ${what}`,
      () => Promise.resolve(what.test(notes)),
      SOON,
      () => `it notes ${notes}`,
    );

  const workbench = openWindow(session, ({ samples }) => samples.contract('simple'));
  const line = () => lineOf(join(session().samples.contract('simple'), 'src/main.rs'), 'if a > b');
  const transactions = () => {
    const path = join(session().samples.contract('simple'), 'scenarios/larger.scenario.json');
    return (JSON.parse(readFileSync(path, 'utf8')) as { transactions: unknown[] }).transactions
      .length;
  };
  let stack: string[];

  it('runs what launch.json launches there', async () => {
    await workbench().openFile('src/main.rs');
    await workbench().goToLine(line());
    await workbench().clickMargin(line());
    await workbench().showDebug();
    await workbench().widenSideBar(620);
    await workbench().setExpanded('Watch', false);
    await workbench().focusEditor();
    await workbench().page.keyboard.press('F5');
    await workbench().stopsAt(line(), BUILD);
    stack = await wholeStack(workbench());
    await workbench().screenshot('attach-1-launched');
  });

  it('is left where it stands by an editor that disconnects and suspends', async () => {
    await workbench().runCommand('Debug: Disconnect and Suspend');
    await workbench().sessionEnds();
    await noted(/^kept larger-1 /m);
    await workbench().hears('larger stands where it stood: the debugger keeps it as larger-1.');
    await workbench().screenshot('attach-2-kept');
    assert.equal(await workbench().stoppedLine(), undefined);
  });

  it('is gone on with by one click, and stands as it was', async () => {
    const messages = workbench().page.locator('.notifications-center');
    await messages.locator('.monaco-button', { hasText: 'Attach' }).click();
    await workbench().stopsAt(line());
    assert.deepEqual(await wholeStack(workbench()), stack);
    assert.deepEqual(await workbench().breakpoints(), [line()]);
    await workbench()
      .row('Variables', /^a, value 100/)
      .waitFor();
    await hasReceipts(workbench(), 1);
    await workbench().screenshot('attach-3-attached');
  });

  it('runs on to its end when an editor that has attached leaves it', async () => {
    await workbench().page.keyboard.press('Shift+F5');
    await workbench().sessionEnds();
    await noted(/^ended: larger-1 /m);
  });

  it('shows what came of it to an editor that attaches through launch.json', async () => {
    await workbench().startDebugging('go on');
    await noted(/^ended: larger-1 [^]*^attached to larger-1 /m);
    await hasReceipts(workbench(), transactions());
    await workbench().sessionEnds();
    await workbench().screenshot('attach-4-ended');
  });

  it('says what to do where no debugger listens', async () => {
    await stopServer();
    await workbench().startDebugging('go on');
    await workbench().dialog(`To start one: avm dap --port ${port}`).waitFor();
    await workbench().screenshot('attach-5-nobody');
  });
});

function writeLaunchJson(folder: string, configurations: readonly object[]): void {
  mkdirSync(join(folder, '.vscode'), { recursive: true });
  writeFileSync(
    join(folder, '.vscode/launch.json'),
    JSON.stringify({ version: '0.2.0', configurations }),
  );
}

/** Once the editor has asked for more than the frame on top, which it does a moment later. */
async function wholeStack(workbench: Workbench): Promise<string[]> {
  await workbench.row('Call Stack', /transaction 1: alice/).waitFor();
  return workbench.rows('Call Stack');
}

/** Looks into the other view until it has so many receipts. */
async function hasReceipts(workbench: Workbench, count: number): Promise<void> {
  await workbench.runCommand('View: Show aVM');
  await until(`${count} receipts`, async () => {
    const rows = await workbench.rows('Receipts');
    return rows.filter(it => it.startsWith('transaction ')).length === count;
  });
  await workbench.runCommand('View: Show Run and Debug');
}
