/** Asks which of several scenarios should run. */

import * as vscode from 'vscode';
import type { Target } from '../project/workspaceScenarios';

/** @param what is being debugged, in a word */
export async function pickTarget(
  what: string,
  targets: readonly Target[],
): Promise<Target | undefined> {
  const items = targets.map(target => ({
    label: target.scenario.stem,
    description: target.scenario.title ?? '',
    detail: vscode.workspace.asRelativePath(target.uri),
    target,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: `Debug ${what}`,
    placeHolder: 'Which scenario should run?',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.target;
}
