/** Tells menus whether the active editor shows a contract: a file of a crate with an abi.json or a scenario. */

import * as vscode from 'vscode';
import { joinPath } from '../paths';
import { findCrate } from '../project/crate';
import { findScenarios } from '../project/scenarios';
import { filesAround } from '../project/workspaceFiles';

export function followActiveEditor(): vscode.Disposable {
  const update = async (editor: vscode.TextEditor | undefined) => {
    const isContract = editor !== undefined && (await showsContract(editor.document));
    // Meanwhile another editor may be active; its own update says what is so there.
    if (editor !== vscode.window.activeTextEditor) return;
    await vscode.commands.executeCommand('setContext', 'avm.contractIsOpen', isContract);
  };
  void update(vscode.window.activeTextEditor);
  return vscode.window.onDidChangeActiveTextEditor(it => void update(it));
}

async function showsContract({ languageId, uri }: vscode.TextDocument): Promise<boolean> {
  if (languageId !== 'rust') return false;
  const files = filesAround(uri);
  const crate = await findCrate(files, uri.path);
  if (crate === undefined) return false;
  if ((await files.read(joinPath(crate.folder, 'abi.json'))) !== undefined) return true;
  return (await findScenarios(files, crate.folder)).length > 0;
}
