/** The extension where there are processes: a desktop, a remote, a server. */

import type * as vscode from 'vscode';
import { activateIn } from './activation';
import type { AvmApi } from './api';
import { adapterProcess } from './debug/adapterProcess';

export function activate(context: vscode.ExtensionContext): AvmApi {
  return activateIn({ adapter: adapterProcess(context.extensionUri) }, context);
}
