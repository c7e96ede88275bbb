/** The file system that a Uri lives in, whichever it is: this machine's, a remote's, a browser's. */

import * as vscode from 'vscode';
import type { Files } from './files';

export function filesAround(uri: vscode.Uri): Files {
  return {
    read: path =>
      vscode.workspace.fs.readFile(uri.with({ path })).then(
        it => new TextDecoder().decode(it),
        () => undefined,
      ) as Promise<string | undefined>,
    list: folder =>
      vscode.workspace.fs.readDirectory(uri.with({ path: folder })).then(
        entries => entries.filter(isFile).map(([name]) => name),
        () => [],
      ) as Promise<string[]>,
  };
}

/** A link to a file counts: its type has both bits. */
function isFile([, type]: [string, vscode.FileType]): boolean {
  return (type & vscode.FileType.File) !== 0;
}
