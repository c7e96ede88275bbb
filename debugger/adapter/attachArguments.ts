/** The arguments of `attach`, which come from a file that a person wrote. */

import type { AttachArguments } from '../protocol';
import { RequestError } from './requestError';

/** Names we do not know belong to the client, as the port does that it has connected to. */
export function readAttachArguments(args: unknown): AttachArguments {
  const { session } = (args ?? {}) as Record<string, unknown>;
  if (session === undefined) return {};
  if (typeof session !== 'string' || session === '') {
    throw new RequestError('attach: "session" must be the name that a session was kept by');
  }
  return { session };
}
