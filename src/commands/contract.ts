/** Commands on the contract that is open: debug it, run it, write a scenario for it. */

import * as vscode from 'vscode';
import { configurationOf } from '../debug/configuration';
import { chooseInWorkspace, chooseTarget } from '../debug/target';
import { complain } from '../messages';
import { createScenario as writeScenario } from '../project/createScenario';
import { findCrate } from '../project/crate';
import { filesAround } from '../project/workspaceFiles';

/** @param uri from a menu; the active editor's otherwise */
export async function startContract(uri: unknown, noDebug: boolean): Promise<void> {
  const target = await chooseTarget(uri instanceof vscode.Uri ? uri : undefined);
  if (target === undefined) return;
  await vscode.debug.startDebugging(
    vscode.workspace.getWorkspaceFolder(target.uri),
    configurationOf(target.scenario, target.uri.fsPath),
    { noDebug },
  );
}

export async function createScenario(uri: unknown): Promise<void> {
  const near = uri instanceof vscode.Uri ? uri : vscode.window.activeTextEditor?.document.uri;
  const crate = near && (await findCrate(filesAround(near), near.path));
  if (near !== undefined && crate !== undefined) {
    await writeScenario(near, crate);
    return;
  }
  complain(
    'A scenario is made for the crate of the open file. Open a contract’s Rust source first.',
  );
}

/** For launch.json: `"scenario": "${command:PickScenario}"`. */
export async function pickScenario(): Promise<string | undefined> {
  return (await chooseInWorkspace())?.uri.fsPath;
}
