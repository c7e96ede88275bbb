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

      await start('refusals', {}, { noDebug: true });
      await stops.end();
      // The end that was heard may be that of a session before these two.
      await soon(() => assert.ok(api.receipts().length > 4, `${api.receipts().length} receipts`));
      assert.equal(vscode.debug.activeDebugSession?.name, 'transfer');

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
