/** A contract that the command makes, as a person would who has only the extension. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';

export function newContract(): void {
  describe('New Contract', () => {
    const folder = mkdtempSync(join(tmpdir(), 'avm-made-'));
    const parent = vscode.Uri.file(folder);
    after(() => rmSync(folder, { recursive: true }));

    const make = (name: string): Thenable<vscode.Uri | undefined> =>
      vscode.commands.executeCommand('avm.newContract', { name, parent });

    it('makes a project and shows its source', async () => {
      const project = await make('fresh');
      assert.equal(project?.fsPath, join(folder, 'fresh'));
      const source = vscode.window.activeTextEditor?.document;
      assert.equal(source?.fileName, join(folder, 'fresh/src/main.rs'));
      assert.match(source.getText(), /^mod fresh \{$/m);
      const launch = vscode.Uri.joinPath(project, '.vscode/launch.json');
      assert.match(String(await vscode.workspace.fs.readFile(launch)), /"type": "avm"/);
    });

    it('makes none where there is one, or by a name that is none', async () => {
      assert.equal(await make('fresh'), undefined);
      assert.equal(await make('fn'), undefined);
    });
  });
}
