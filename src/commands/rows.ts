/** What can be done with a row of a view. A key has no row with it: then it is the one that is selected, if any. */

import * as vscode from 'vscode';
import { complain } from '../messages';
import type { ViewNode } from '../views/node';

export async function copyValue(node: ViewNode | undefined): Promise<void> {
  if (node?.copy !== undefined) await vscode.env.clipboard.writeText(node.copy);
}

/** Opens the line that an event or a log came from and puts it in sight. */
export async function openSource(node: ViewNode | undefined): Promise<void> {
  if (node?.place === undefined) return;
  const { place, label } = node;
  // Columns and lines count from 1 in a place, from 0 in an editor.
  const at = new vscode.Position(Math.max(0, place.line - 1), Math.max(0, place.column - 1));
  try {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(place.path));
    const editor = await vscode.window.showTextDocument(document, {
      selection: new vscode.Range(at, at),
    });
    editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenter);
  } catch {
    complain(`${label} came from ${place.path}, line ${place.line}, and that file is not there.`);
  }
}
