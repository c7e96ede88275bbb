/** Listens to debug sessions: the newest one's chain goes to the views, every build's diagnostics to Problems. */

import type * as vscode from 'vscode';
import type { CustomEvents } from '../../debugger/protocol';
import type { ProblemList } from '../problems/problemList';
import type { AdapterMessage } from './chainFollower';
import { ChainFollower } from './chainFollower';
import type { ChainModel } from './chainModel';
import { offerToAttach } from './kept';
import { sendSlots } from './slotBreakpoints';
import type { WatchedSlots } from './watchedSlots';

/**
 * A tracker, not an event listener: it has each message before the editor does, so that what it asks when the
 * session terminates goes out before the editor's disconnect.
 */
export class Sessions implements vscode.DebugAdapterTrackerFactory {
  #newest: ChainFollower | undefined;

  constructor(
    private readonly model: ChainModel,
    private readonly problems: ProblemList,
    private readonly watched: WatchedSlots,
  ) {}

  createDebugAdapterTracker(session: vscode.DebugSession): vscode.DebugAdapterTracker {
    const follower = new ChainFollower(
      session.name,
      this.model,
      async request => session.customRequest(request) as Promise<unknown>,
    );
    this.#newest = follower;
    return {
      onDidSendMessage: (message: AdapterMessage) => {
        this.#noteBuild(message);
        // Before the editor's configurationDone, so that the first transaction is watched, too.
        if (message.event === 'initialized') sendSlots(session, this.watched.all);
        if (message.event === 'avm/kept') {
          offerToAttach(session, message.body as CustomEvents['avm/kept']);
        }
        if (this.#newest === follower) follower.receive(message);
      },
    };
  }

  /** Asks the newest session again; nothing happens where it is over. */
  refresh(): void {
    this.#newest?.refresh();
  }

  #noteBuild({ event, body }: AdapterMessage): void {
    if (event === 'avm/buildStarted') {
      this.problems.clear((body as CustomEvents['avm/buildStarted']).crate);
    }
    if (event === 'avm/buildMessage') {
      const { crate, message } = body as CustomEvents['avm/buildMessage'];
      this.problems.add(crate, message);
    }
  }
}
