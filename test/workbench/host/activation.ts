/** The extension in the editor's hands: found, activated, and offering what its manifest says. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AvmApi } from '../../../src/api';

export function extension(): vscode.Extension<AvmApi> {
  const found = vscode.extensions.getExtension<AvmApi>('avm-debug.avm-debug');
  assert.ok(found !== undefined, 'the extension is not installed');
  return found;
}

export function activation(): void {
  describe('activation', () => {
    it('returns the views, empty', async () => {
      const api = await extension().activate();
      assert.deepEqual(api.state(), []);
      assert.deepEqual(api.receipts(), []);
    });

    it('registers every command of the manifest', async () => {
      const { commands } = (
        extension().packageJSON as { contributes: { commands: { command: string }[] } }
      ).contributes;
      const registered = new Set(await vscode.commands.getCommands(true));
      const missing = commands.map(it => it.command).filter(it => !registered.has(it));
      assert.deepEqual(missing, []);
    });

    it('registers both views', async () => {
      await vscode.commands.executeCommand('avm.state.focus');
      await vscode.commands.executeCommand('avm.receipts.focus');
    });

    it('knows assembly and scenarios by their names', async () => {
      assert.ok((await vscode.languages.getLanguages()).includes('riscv-asm'));
    });
  });
}
