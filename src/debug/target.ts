/** Which scenario to debug, from what is open in the editor: a scenario, or any file of a contract's crate. */

import * as vscode from 'vscode';
import { complain, offer } from '../messages';
import { createScenario } from '../project/createScenario';
import type { Crate } from '../project/crate';
import { findCrate } from '../project/crate';
import { findScenarios, isScenario } from '../project/scenarios';
import { filesAround } from '../project/workspaceFiles';
import type { Target } from '../project/workspaceScenarios';
import { targetOf, workspaceScenarios } from '../project/workspaceScenarios';
import { pickTarget } from './pick';

/**
 * @param uri what is debugged; undefined: what the active editor shows
 * @returns undefined where the user chose nothing, or has been told what is missing
 */
export async function chooseTarget(
  uri = vscode.window.activeTextEditor?.document.uri,
): Promise<Target | undefined> {
  if (uri === undefined) return chooseInWorkspace('Nothing is open, and no');
  if (isScenario(uri.path)) return targetOf(uri);
  const files = filesAround(uri);
  const crate = await findCrate(files, uri.path);
  if (crate === undefined) {
    return chooseInWorkspace(`${vscode.workspace.asRelativePath(uri)} belongs to no crate, and no`);
  }
  const found = await findScenarios(files, crate.folder);
  if (found.length === 0) return offerScenario(uri, crate);
  const targets = found.map(scenario => ({ scenario, uri: uri.with({ path: scenario.path }) }));
  return targets.length === 1 ? targets[0] : pickTarget(crate.name, targets);
}

/** @param no a sentence's beginning: why the editor does not say it */
export async function chooseInWorkspace(no = 'No'): Promise<Target | undefined> {
  const targets = await workspaceScenarios();
  if (targets.length > 0) return pickTarget('a contract', targets);
  complain(
    `${no} open folder has a *.scenario.json. Open the Rust source of a contract, then debug it; or make a contract.`,
    {
      'New Contract': () => vscode.commands.executeCommand('avm.newContract'),
      'Open File…': () => vscode.commands.executeCommand('workbench.action.quickOpen'),
    },
  );
  return undefined;
}

/**
 * Nothing waits for the answer: a message may stay unanswered, and the start would hang.
 * The new scenario is opened and not run: its arguments are samples, to be looked at first.
 */
function offerScenario(uri: vscode.Uri, crate: Crate): undefined {
  offer(
    `The crate ${crate.name} has no scenario yet. A scenario names accounts and the transactions to run.`,
    { 'Create Scenario': () => createScenario(uri, crate) },
  );
}
