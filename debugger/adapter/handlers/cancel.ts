/** Giving up on something long: a request, or the build that a progress shows. [DAP cancel] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Handler } from '../handler';
import { requestOfProgress } from '../progress';

export const cancel: Handler<Dap.CancelArguments, void> = (session, args) => {
  if (args.requestId !== undefined) session.pending.cancel(args.requestId);
  const request = args.progressId === undefined ? undefined : requestOfProgress(args.progressId);
  if (request !== undefined) session.pending.cancel(request);
};
