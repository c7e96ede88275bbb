/** Whether steps stay in the author's code: switched while a session runs, each session by itself. */

import * as vscode from 'vscode';
import type { CustomRequests } from '../../debugger/protocol';
import { DEBUG_TYPE } from '../debug/configuration';
import { complaining } from '../messages';

type Body = CustomRequests['avm/setJustMyContract']['body'];

/** What menus look for: the active session steps through kernel, core, alloc and clibc too. */
const CONTEXT = 'avm.stepsEverywhere';

export class JustMyContract implements vscode.Disposable {
  /** Sessions by id that were switched; the others are as their configuration says. */
  readonly #switched = new Map<string, boolean>();
  readonly #subscription = vscode.debug.onDidChangeActiveDebugSession(session =>
    this.#show(session),
  );

  async set(enabled: boolean): Promise<void> {
    const session = vscode.debug.activeDebugSession;
    if (session?.type !== DEBUG_TYPE) return;
    await complaining(async () => {
      const body = (await session.customRequest('avm/setJustMyContract', { enabled })) as Body;
      this.#switched.set(session.id, body.enabled);
      this.#show(session);
    });
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #show(session: vscode.DebugSession | undefined): void {
    const isOwn = session?.type === DEBUG_TYPE;
    const enabled =
      isOwn &&
      (this.#switched.get(session.id) ?? session.configuration['justMyContract'] !== false);
    void vscode.commands.executeCommand('setContext', CONTEXT, isOwn && !enabled);
  }
}
