/** The adapter as a process of the editor's own Node, so that none need be installed. */

import * as vscode from 'vscode';

export function adapterProcess(extension: vscode.Uri): vscode.DebugAdapterDescriptorFactory {
  const adapter = vscode.Uri.joinPath(extension, 'dist/adapter.js').fsPath;
  return {
    createDebugAdapterDescriptor: () =>
      // On a desktop this program is the editor itself, which the variable turns into Node.
      new vscode.DebugAdapterExecutable(process.execPath, [adapter], {
        env: { ELECTRON_RUN_AS_NODE: '1' },
      }),
  };
}
