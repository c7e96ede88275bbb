/** Scenarios and what they name, as they are in the editor, saved or not. */

import * as vscode from 'vscode';
import type { ScenarioSources } from '../../debugger/authoring/knownNames';
import { resolvePath } from '../paths';

/** Paths are those of the Uri's file system. */
export function sourcesAround(uri: vscode.Uri): ScenarioSources {
  const at = (path: string): vscode.Uri => uri.with({ path });
  return {
    readFile: async path => {
      const open = vscode.workspace.textDocuments.find(it => `${it.uri}` === `${at(path)}`);
      if (open === undefined) return vscode.workspace.fs.readFile(at(path));
      return new TextEncoder().encode(open.getText());
    },
    fileExists: path =>
      vscode.workspace.fs.stat(at(path)).then(
        it => (it.type & vscode.FileType.File) !== 0,
        () => false,
      ) as Promise<boolean>,
    resolvePath,
  };
}
