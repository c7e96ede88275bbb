/** Giving up on something long: a request, or what a progress shows. [DAP cancel] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Handler } from '../handler';

/** What has been answered or has ended meanwhile needs no cancelling: that is no error. */
export const cancel: Handler<Dap.CancelArguments, void> = (session, args) => {
  if (args.requestId !== undefined) session.pending.cancel(args.requestId);
  if (args.progressId !== undefined) session.progresses.get(args.progressId)?.cancel();
};
