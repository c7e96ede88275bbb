/** Listens to debug sessions: the chain of one goes to the views, every build's diagnostics to Problems. */

import * as vscode from 'vscode';
import type { CustomEvents } from '../../debugger/protocol';
import type { ProblemList } from '../problems/problemList';
import type { AdapterMessage } from './chainFollower';
import { ChainFollower } from './chainFollower';
import { ChainModel } from './chainModel';
import { offerToAttach } from './kept';
import type { ShownChain } from './shownChain';
import { sendSlots } from './slotBreakpoints';
import type { WatchedSlots } from './watchedSlots';

/** A session that runs. */
interface Followed {
  readonly session: vscode.DebugSession;
  readonly follower: ChainFollower;
  readonly model: ChainModel;
}

/**
 * A tracker, not an event listener: it has each message before the editor does, so that what it asks when the
 * session terminates goes out before the editor's disconnect.
 */
export class Sessions implements vscode.DebugAdapterTrackerFactory, vscode.Disposable {
  /** By the session's id. */
  readonly #running = new Map<string, Followed>();
  readonly #subscriptions = [
    vscode.debug.onDidChangeActiveDebugSession(it => this.#show(it)),
    // A session that is active already is chosen by a click on a frame or a thread of it.
    vscode.debug.onDidChangeActiveStackItem(it => this.#show(it?.session)),
    vscode.debug.onDidTerminateDebugSession(({ id }) => {
      // It may have been left without having ended.
      this.#running.get(id)?.model.setOver(true);
      this.#running.delete(id);
    }),
  ];

  constructor(
    private readonly chain: ShownChain,
    private readonly problems: ProblemList,
    private readonly watched: WatchedSlots,
  ) {}

  createDebugAdapterTracker(session: vscode.DebugSession): vscode.DebugAdapterTracker {
    const model = new ChainModel();
    const follower = new ChainFollower(
      session.name,
      model,
      async request => session.customRequest(request) as Promise<unknown>,
    );
    this.problems.showScenario([]);
    this.#running.set(session.id, { session, follower, model });
    return {
      onDidSendMessage: (message: AdapterMessage) => {
        this.#noteProblems(message);
        if (message.event === 'initialized') {
          // Before the editor's configurationDone, so that the first transaction is watched, too.
          sendSlots(session, this.watched.all);
          this.chain.show(model);
        }
        if (message.event === 'avm/kept') {
          offerToAttach(session, message.body as CustomEvents['avm/kept']);
        }
        const { command, success } = message;
        if (command === 'restart' && success === true) this.problems.showScenario([]);
        follower.receive(message);
      },
    };
  }

  /** Asks the session that is shown again; nothing happens where it is over. */
  refresh(): void {
    for (const { follower, model } of this.#running.values()) {
      if (this.chain.isShown(model)) follower.refresh();
    }
  }

  /** What is watched has changed. */
  sendSlots(): void {
    for (const { session } of this.#running.values()) sendSlots(session, this.watched.all);
  }

  dispose(): void {
    for (const it of this.#subscriptions) it.dispose();
  }

  /** The views follow the user to a session that runs; nothing changes where it is another debugger's, or none. */
  #show(session: vscode.DebugSession | undefined): void {
    const model = session && this.#running.get(session.id)?.model;
    // Until it has begun it has no chain to show: its contracts are being built.
    if (model?.title !== undefined) this.chain.show(model);
  }

  #noteProblems({ event, body }: AdapterMessage): void {
    if (event === 'avm/scenarioProblems') {
      this.problems.showScenario((body as CustomEvents['avm/scenarioProblems']).problems);
    }
    if (event === 'avm/buildStarted') {
      this.problems.clear((body as CustomEvents['avm/buildStarted']).crate);
    }
    if (event === 'avm/buildMessage') {
      const { crate, message } = body as CustomEvents['avm/buildMessage'];
      this.problems.add(crate, message);
    }
  }
}
