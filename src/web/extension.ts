/** The extension in a browser alone: scenarios are completed and written, contracts are not debugged. */

import type * as vscode from 'vscode';
import { activateIn } from '../activation';
import type { AvmApi } from '../api';

const REFUSAL =
  'Debugging a contract needs cargo and a process for the debugger, which a browser does not have: open this folder in VS Code on a desktop or a remote.';

export function activate(context: vscode.ExtensionContext): AvmApi {
  return activateIn({ refusal: REFUSAL }, context);
}
