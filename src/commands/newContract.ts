/** "New Contract": asks for a name, a style and a folder, makes the project and opens it. */

import * as vscode from 'vscode';
import { complain, offer } from '../messages';
import type { MakeContract, Style } from '../project/contractMaker';

const STYLES: readonly (vscode.QuickPickItem & { readonly style: Style })[] = [
  {
    label: 'Typed',
    detail: 'Arguments, storage, events and errors with names and types.',
    style: 'typed',
  },
  {
    label: 'Router',
    detail: 'aVM’s own style: selectors of one byte, packed arguments.',
    style: 'router',
  },
];

/**
 * @param given what is not asked for, where another extension or a test says it: a name and a folder
 * @returns the project's folder; undefined where there is none
 */
export async function newContract(
  make: MakeContract | string,
  given: { readonly name?: unknown; readonly parent?: unknown } = {},
): Promise<vscode.Uri | undefined> {
  if (typeof make === 'string') {
    complain(make);
    return undefined;
  }
  const name = typeof given.name === 'string' ? given.name : await askName();
  if (name === undefined) return undefined;
  const isTold = given.parent instanceof vscode.Uri;
  const style = isTold ? 'typed' : (await vscode.window.showQuickPick(STYLES, STYLE_BOX))?.style;
  if (style === undefined) return undefined;
  const parent = given.parent instanceof vscode.Uri ? given.parent : await askFolder(name);
  if (parent === undefined) return undefined;
  const made = await make(name, style, parent);
  if (typeof made === 'string') {
    complain(made);
    return undefined;
  }
  await open(made);
  return made;
}

const STYLE_BOX = { title: 'New Contract', placeHolder: 'How the contract is written' };

function askName(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: 'New Contract',
    prompt: 'The name of the crate, and of its folder',
    value: 'my-contract',
    validateInput: it =>
      /^[a-z][a-z0-9_-]*$/.test(it)
        ? undefined
        : 'Small letters, digits, - and _, beginning with a letter.',
  });
}

async function askFolder(name: string): Promise<vscode.Uri | undefined> {
  const here = vscode.workspace.workspaceFolders?.[0]?.uri;
  const picked = await vscode.window.showOpenDialog({
    title: `Where to make the folder ${name}`,
    openLabel: 'Make It Here',
    canSelectFiles: false,
    canSelectFolders: true,
    ...(here && { defaultUri: here }),
  });
  return picked?.[0];
}

/** Its source, at once; a window of its own, if that is wanted: F5 and its scenarios need it in the workspace. */
async function open(project: vscode.Uri): Promise<void> {
  await vscode.window.showTextDocument(vscode.Uri.joinPath(project, 'src/main.rs'));
  if (vscode.workspace.getWorkspaceFolder(project) !== undefined) return;
  const openFolder = (forceNewWindow: boolean): unknown =>
    vscode.commands.executeCommand('vscode.openFolder', project, { forceNewWindow });
  offer(`Made ${project.fsPath}.`, {
    Open: () => openFolder(false),
    'Open in New Window': () => openFolder(true),
  });
}
