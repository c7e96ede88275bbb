/** Two sessions at once: the views show the chain of the one that the user is in. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { AvmApi } from '../../../src/api';
import { extension } from './activation';
import { soon } from './soon';
import { Stops } from './stops';

export function twoSessions(): void {
  describe('two sessions', () => {
    let stops: Stops;
    let api: AvmApi;
    before(async () => {
      api = await extension().activate();
      stops = new Stops(); // Here: it would have seen the sessions of the tests before.
    });
    after(() => stops.dispose());

    it('show the one that began last, until the user is in the other again', async () => {
      await start('transfer', { stopOnEntry: true });
      await stops.next();
      // A slow window goes to where that stands only now, which brings its chain back.
      await soon(() => assert.equal(vscode.debug.activeStackItem?.session.name, 'transfer'));

      // When it has ended, the editor may have gone back to the one that stands already.
      let shown = 0;
      const tracker = vscode.debug.registerDebugAdapterTrackerFactory('avm', {
        createDebugAdapterTracker: ({ name }) => ({
          onDidSendMessage: ({ event }: { event?: string }) => {
            if (name === 'refusals' && event === 'terminated') shown = api.receipts().length;
          },
        }),
      });
      await start('refusals', {}, { noDebug: true });
      await soon(() => assert.ok(shown > 4, `${shown} receipts`));
      await stops.end();
      tracker.dispose();
      await soon(() => assert.equal(vscode.debug.activeDebugSession?.name, 'transfer'));

      await vscode.commands.executeCommand('workbench.action.debug.stepOver');
      await stops.next();
      await soon(() => assert.ok(api.receipts().length < 2));
      await vscode.commands.executeCommand('workbench.action.debug.stop');
      await stops.end();
    });
  });
}

async function start(
  name: string,
  config: object,
  options: vscode.DebugSessionOptions = {},
): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  const scenario = join(folder?.uri.fsPath ?? '', `erc20/scenarios/${name}.scenario.json`);
  const all = { type: 'avm', request: 'launch', name, scenario, ...config };
  assert.equal(await vscode.debug.startDebugging(folder, all, options), true);
}
