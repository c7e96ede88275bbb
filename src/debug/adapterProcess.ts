/** The adapter: a process of the editor's own Node, so that none need be installed, or one that serves a port. */

import * as vscode from 'vscode';
import { listens } from './listens';
import { NODE_ARGUMENTS } from './nodeArguments';
import { NobodyListens, serverPort } from './server';

export function adapterProcess(extension: vscode.Uri): vscode.DebugAdapterDescriptorFactory {
  const adapter = vscode.Uri.joinPath(extension, 'dist/adapter.js').fsPath;
  return {
    createDebugAdapterDescriptor: async ({ configuration }) => {
      const port = serverPort(configuration);
      if (typeof port === 'number') {
        // The editor would say "connect ECONNREFUSED".
        if (!(await listens(port))) throw new NobodyListens(port);
        return new vscode.DebugAdapterServer(port, '127.0.0.1');
      }
      // On a desktop this program is the editor itself, which the variable turns into Node.
      return new vscode.DebugAdapterExecutable(process.execPath, [...NODE_ARGUMENTS, adapter], {
        env: { ELECTRON_RUN_AS_NODE: '1' },
      });
    },
  };
}
