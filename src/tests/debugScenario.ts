/** A scenario in a debug session, up to its end. */

import * as vscode from 'vscode';
import type { CustomEvents } from '../../debugger/protocol';
import { configurationOf, DEBUG_TYPE } from '../debug/configuration';
import { targetOf } from '../project/workspaceScenarios';
import type { AdapterMessage } from '../session/chainFollower';

/** How a scenario has ended that was run to its end. */
export interface ScenarioEnd {
  readonly isMet: boolean;
  readonly differences: readonly string[];
}

/**
 * @param testRun ends the session when it is cancelled
 * @returns undefined where the session did not begin, or the user has ended it
 */
export async function debugScenario(
  uri: vscode.Uri,
  testRun: vscode.TestRun,
): Promise<ScenarioEnd | undefined> {
  const { scenario } = await targetOf(uri);
  const config = configurationOf(scenario, uri.fsPath);
  const isOurs = (it: vscode.DebugSession) => it.configuration['scenario'] === config.scenario;
  const differences: string[] = [];
  let exitCode: number | undefined;
  const listen = (message: AdapterMessage): void => {
    if (message.event === 'avm/receipt') {
      const { receipt } = message.body as CustomEvents['avm/receipt'];
      differences.push(...(receipt.expectation?.differences ?? []));
    }
    if (message.event === 'exited') ({ exitCode } = message.body as { exitCode: number });
  };
  const subscriptions: vscode.Disposable[] = [];
  const ended = new Promise<void>(resolve => {
    subscriptions.push(
      vscode.debug.registerDebugAdapterTrackerFactory(DEBUG_TYPE, {
        createDebugAdapterTracker: it => (isOurs(it) ? { onDidSendMessage: listen } : undefined),
      }),
      vscode.debug.onDidTerminateDebugSession(it => isOurs(it) && resolve()),
    );
  });
  try {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (!(await vscode.debug.startDebugging(folder, config, { testRun }))) return undefined;
    await ended;
  } finally {
    for (const it of subscriptions) it.dispose();
  }
  return exitCode === undefined ? undefined : { isMet: exitCode === 0, differences };
}
