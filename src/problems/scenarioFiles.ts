/** Scenarios and what they name, as they are in the editor, saved or not. */

import * as vscode from 'vscode';
import type { ScenarioSources } from '../../debugger/authoring/knownNames';
import { resolvePath } from '../paths';

/** Of an executable with its debug information, and more. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Paths are those of the Uri's file system. */
export function sourcesAround(uri: vscode.Uri): ScenarioSources {
  const at = (path: string): vscode.Uri => uri.with({ path });
  return {
    readFile: async path => {
      const open = vscode.workspace.textDocuments.find(it => `${it.uri}` === `${at(path)}`);
      if (open !== undefined) return new TextEncoder().encode(open.getText());
      // Nobody has asked to run it: whatever it names, a pipe or a device among them, is not waited for.
      const { type, size } = await vscode.workspace.fs.stat(at(path));
      if ((type & vscode.FileType.File) !== 0 && size <= MOST_BYTES) {
        return vscode.workspace.fs.readFile(at(path));
      }
      throw vscode.FileSystemError.Unavailable(at(path));
    },
    fileExists: path =>
      vscode.workspace.fs.stat(at(path)).then(
        it => (it.type & vscode.FileType.File) !== 0,
        () => false,
      ) as Promise<boolean>,
    resolvePath,
  };
}
