/** Puts the parts together, on a desktop and in a browser alike. */

import * as vscode from 'vscode';
import type { AvmApi } from './api';
import { createScenario, pickScenario, startContract } from './commands/contract';
import { followActiveEditor } from './commands/contractContext';
import { goBackToStop } from './commands/earlierStops';
import { JustMyContract } from './commands/justMyContract';
import { newContract } from './commands/newContract';
import { copyValue, openSource } from './commands/rows';
import { slotCommands } from './commands/slots';
import { goBack, goBackToChange, goBackToVariableChange, stepBack } from './commands/stepBack';
import { DEBUG_TYPE } from './debug/configuration';
import { ConfigurationProvider, scenarioConfigurations } from './debug/configurationProvider';
import { hover } from './debug/hover';
import { inlineValues } from './debug/inlineValues';
import { ProblemList } from './problems/problemList';
import { ScenarioTyping } from './problems/scenarioTyping';
import type { MakeContract } from './project/contractMaker';
import { Sessions } from './session/sessions';
import { ShownChain } from './session/shownChain';
import { keepWatchedSlots, rememberedSlots } from './session/slotBreakpoints';
import { WatchedSlots } from './session/watchedSlots';
import type { RunTests } from './tests/runTests';
import { ScenarioTests } from './tests/scenarioTests';
import type { ViewNode } from './views/node';
import type { Views } from './views/views';
import { createViews } from './views/views';

/**
 * What differs between hosts.
 * A browser has no processes, so it says why it does not debug instead of how it does.
 */
export type Host =
  | {
      readonly adapter: vscode.DebugAdapterDescriptorFactory;
      readonly makeContract: MakeContract;
      readonly runTests: RunTests;
    }
  | { readonly refusal: string };

export function activateIn(host: Host, context: vscode.ExtensionContext): AvmApi {
  const owned = context.subscriptions;
  const chain = new ShownChain();
  const problems = new ProblemList();
  const watched = new WatchedSlots(rememberedSlots(context.workspaceState));
  const sessions = new Sessions(chain, problems, watched);
  const views = createViews(chain, watched, owned);
  keepWatchedSlots(watched, context.workspaceState, () => {
    views.state.refresh();
    sessions.sendSlots();
  });
  owned.push(problems, new ScenarioTyping(problems), sessions, followActiveEditor());
  registerDebugging(host, sessions, context);
  registerCommands(host, { sessions, watched, views }, owned);
  if ('runTests' in host) owned.push(new ScenarioTests(host.runTests));
  return { state: () => views.state.rows, receipts: () => views.receipts.rows };
}

function registerDebugging(
  host: Host,
  sessions: Sessions,
  { extensionUri, subscriptions }: vscode.ExtensionContext,
): void {
  const { debug } = vscode;
  const refusal = 'refusal' in host ? host.refusal : undefined;
  void vscode.commands.executeCommand('setContext', 'avm.isBrowser', refusal !== undefined);
  subscriptions.push(
    debug.registerDebugConfigurationProvider(
      DEBUG_TYPE,
      new ConfigurationProvider(extensionUri, refusal),
    ),
  );
  if (!('adapter' in host)) return;
  subscriptions.push(
    debug.registerDebugConfigurationProvider(
      DEBUG_TYPE,
      { provideDebugConfigurations: scenarioConfigurations },
      vscode.DebugConfigurationProviderTriggerKind.Dynamic,
    ),
    debug.registerDebugAdapterDescriptorFactory(DEBUG_TYPE, host.adapter),
    debug.registerDebugAdapterTrackerFactory(DEBUG_TYPE, sessions),
    vscode.languages.registerInlineValuesProvider({ language: 'rust' }, inlineValues),
    vscode.languages.registerEvaluatableExpressionProvider({ language: 'rust' }, hover),
  );
}

function registerCommands(
  host: Host,
  { sessions, watched, views }: { sessions: Sessions; watched: WatchedSlots; views: Views },
  owned: vscode.Disposable[],
): void {
  const { breakOnChange, breakOnRead, breakOnAccess, stopWatching } = slotCommands(watched);
  const onRow = (act: (node: ViewNode | undefined) => unknown) => (node?: ViewNode) =>
    act(node ?? views.selected());
  const justMyContract = new JustMyContract();
  owned.push(justMyContract);
  const make = 'refusal' in host ? host.refusal : host.makeContract;
  const commands: Readonly<Record<string, (...args: never[]) => unknown>> = {
    'avm.debugContract': (uri: unknown) => startContract(uri, false),
    'avm.runContract': (uri: unknown) => startContract(uri, true),
    'avm.newContract': (given?: object) => newContract(make, given),
    'avm.createScenario': (uri: unknown) => createScenario(uri),
    'avm.pickScenario': () => pickScenario(),
    'avm.copyValue': onRow(copyValue),
    'avm.openSource': onRow(openSource),
    'avm.refresh': () => sessions.refresh(),
    'avm.breakOnChange': onRow(breakOnChange),
    'avm.breakOnRead': onRow(breakOnRead),
    'avm.breakOnAccess': onRow(breakOnAccess),
    'avm.stopWatching': onRow(stopWatching),
    'avm.stepEverywhere': () => justMyContract.set(false),
    'avm.stepBackInto': () => stepBack('avm/stepBackInto'),
    'avm.stepBackOut': () => stepBack('avm/stepBackOut'),
    'avm.goBack': onRow(goBack),
    'avm.goBackToStop': () => goBackToStop(),
    'avm.goBackToChange': onRow(goBackToChange),
    'avm.goBackToVariableChange': goBackToVariableChange,
    'avm.stepInMyContract': () => justMyContract.set(true),
  };
  for (const [name, body] of Object.entries(commands)) {
    owned.push(vscode.commands.registerCommand(name, body));
  }
}
