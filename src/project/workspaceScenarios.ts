/** Every scenario of the open folders, wherever it lies. */

import * as vscode from 'vscode';
import type { ScenarioFile } from './scenarios';
import { describeScenario } from './scenarios';
import { filesAround } from './workspaceFiles';

export interface Target {
  readonly scenario: ScenarioFile;
  readonly uri: vscode.Uri;
}

/** More than fit a list that a person reads. */
const MAX_SCENARIOS = 200;

/** In the order of their paths; of one folder, where one is given. */
export async function workspaceScenarios(folder?: vscode.WorkspaceFolder): Promise<Target[]> {
  return Promise.all((await scenarioUris(MAX_SCENARIOS, folder)).map(targetOf));
}

/** @param most of them, of which a workspace has more only by accident */
export async function scenarioUris(
  most: number,
  folder?: vscode.WorkspaceFolder,
): Promise<vscode.Uri[]> {
  const pattern = '**/*.scenario.json';
  const uris = await vscode.workspace.findFiles(
    folder === undefined ? pattern : new vscode.RelativePattern(folder, pattern),
    '**/{target,node_modules,.git}/**',
    most,
  );
  return uris.sort((a, b) => (a.path < b.path ? -1 : 1));
}

export async function targetOf(uri: vscode.Uri): Promise<Target> {
  return { uri, scenario: await describeScenario(filesAround(uri), uri.path) };
}
