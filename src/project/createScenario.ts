/** Writes a crate's first scenario and shows it. */

import * as vscode from 'vscode';
import { joinPath } from '../paths';
import type { Crate } from './crate';
import { newScenario } from './newScenario';
import { freeScenarioPath } from './scenarios';
import { filesAround } from './workspaceFiles';

/** @param near a file of the crate: the scenario goes to the same file system */
export async function createScenario(near: vscode.Uri, crate: Crate): Promise<vscode.Uri> {
  const files = filesAround(near);
  const abi = await files.read(joinPath(crate.folder, 'abi.json'));
  const path = await freeScenarioPath(files, crate.folder, crate.name);
  const uri = near.with({ path });
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(newScenario(crate.name, abi)));
  await vscode.window.showTextDocument(uri);
  return uri;
}
