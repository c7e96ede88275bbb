/** Which scenario to debug, from what is open in the editor: a scenario, or any file of a contract's crate. */

import * as vscode from 'vscode';
import { complain, offer } from '../messages';
import { createScenario } from '../project/createScenario';
import type { Crate } from '../project/crate';
import { findCrate } from '../project/crate';
import type { ScenarioFile } from '../project/scenarios';
import { describeScenario, findScenarios, isScenario } from '../project/scenarios';
import { filesAround } from '../project/workspaceFiles';

export interface Target {
  readonly scenario: ScenarioFile;
  readonly uri: vscode.Uri;
}

/**
 * @param uri what is debugged; undefined: what the active editor shows
 * @returns undefined where the user chose nothing, or has been told what is missing
 */
export async function chooseTarget(uri = activeUri()): Promise<Target | undefined> {
  if (uri === undefined) {
    complain('Nothing to debug is open. Open a contract’s Rust source or a *.scenario.json file.', {
      'Open File…': () => vscode.commands.executeCommand('workbench.action.quickOpen'),
    });
    return undefined;
  }
  const files = filesAround(uri);
  if (isScenario(uri.path)) return { uri, scenario: await describeScenario(files, uri.path) };
  const crate = await findCrate(files, uri.path);
  if (crate === undefined) {
    complain(
      `${vscode.workspace.asRelativePath(uri)} belongs to no crate: no folder above it has a Cargo.toml with a [package]. ` +
        'Open a contract’s Rust source or a *.scenario.json file.',
    );
    return undefined;
  }
  const scenarios = await findScenarios(files, crate.folder);
  const scenario = scenarios.length > 1 ? await pick(crate, scenarios) : scenarios[0];
  if (scenarios.length === 0) return offerScenario(uri, crate);
  return scenario && { scenario, uri: uri.with({ path: scenario.path }) };
}

function activeUri(): vscode.Uri | undefined {
  return vscode.window.activeTextEditor?.document.uri;
}

async function pick(
  crate: Crate,
  scenarios: readonly ScenarioFile[],
): Promise<ScenarioFile | undefined> {
  const items = scenarios.map(scenario => ({
    label: scenario.stem,
    ...(scenario.title !== undefined && { description: scenario.title }),
    scenario,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: `Debug ${crate.name}`,
    placeHolder: 'Which scenario should run?',
    matchOnDescription: true,
  });
  return picked?.scenario;
}

/** The new scenario is opened and not run: its arguments are samples, to be looked at first. */
async function offerScenario(uri: vscode.Uri, crate: Crate): Promise<undefined> {
  await offer(
    `The crate ${crate.name} has no scenario yet. A scenario names accounts and the transactions to run.`,
    'Create Scenario',
    () => createScenario(uri, crate),
  );
}
