/** Values at the end of lines while a contract is stopped. The editor looks the names up among the frame's variables. */

import * as vscode from 'vscode';
import { DEBUG_TYPE } from './configuration';
import { localNames } from './localNames';

export const inlineValues: vscode.InlineValuesProvider = {
  provideInlineValues(document, viewPort, { stoppedLocation }) {
    // The provider is asked for Rust in any debugger's session.
    if (vscode.debug.activeDebugSession?.type !== DEBUG_TYPE) return [];
    return localNames(it => document.lineAt(it).text, stoppedLocation.start.line)
      .filter(it => it.line >= viewPort.start.line && it.line <= viewPort.end.line)
      .map(({ name, line, column }) => {
        const range = new vscode.Range(line, column, line, column + name.length);
        return new vscode.InlineValueVariableLookup(range, name);
      });
  },
};
