/** The extension where there are processes: a desktop, a remote, a server. */

import type * as vscode from 'vscode';
import { Uri } from 'vscode';
import { activateIn } from './activation';
import type { AvmApi } from './api';
import { adapterProcess } from './debug/adapterProcess';
import { contractMaker } from './project/contractMaker';
import { testProcess } from './tests/testProcess';

export function activate(context: vscode.ExtensionContext): AvmApi {
  const { extensionUri } = context;
  return activateIn(
    {
      adapter: adapterProcess(extensionUri),
      makeContract: contractMaker(extensionUri),
      runTests: testProcess(Uri.joinPath(extensionUri, 'dist/avm.js').fsPath),
    },
    context,
  );
}
