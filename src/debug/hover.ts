/** Which part of the source a hover shows the value of. */

import * as vscode from 'vscode';
import { DEBUG_TYPE } from './configuration';
import { hoveredExpression } from './hoveredExpression';

export const hover: vscode.EvaluatableExpressionProvider = {
  provideEvaluatableExpression(document, { line, character }) {
    // The provider is asked for Rust in any debugger's session.
    if (vscode.debug.activeDebugSession?.type !== DEBUG_TYPE) return undefined;
    const found = hoveredExpression(document.lineAt(line).text, character);
    if (found === undefined) return undefined;
    const range = new vscode.Range(line, found.start, line, found.end);
    return new vscode.EvaluatableExpression(range, found.text);
  },
};
