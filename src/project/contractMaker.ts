/** Makes a contract project with the `avm` command that comes with the extension, in the editor's own Node. */

import { execFile } from 'node:child_process';
import * as vscode from 'vscode';

export type Style = 'typed' | 'router';

/** @returns the project's folder, or a sentence that says why there is none */
export type MakeContract = (
  name: string,
  style: Style,
  parent: vscode.Uri,
) => Promise<vscode.Uri | string>;

export function contractMaker(extension: vscode.Uri): MakeContract {
  const avm = vscode.Uri.joinPath(extension, 'dist/avm.js').fsPath;
  return (name, style, parent) =>
    new Promise(resolve => {
      execFile(
        process.execPath,
        [avm, 'new', '--style', style, '--in', parent.fsPath, '--', name],
        // On a desktop this program is the editor itself, which the variable turns into Node.
        { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } },
        (error, _out, said) => {
          const folder = vscode.Uri.joinPath(parent, name);
          resolve(error === null ? folder : said.trim() || error.message);
        },
      );
    });
}
