/** A source of the engine's as a DAP source. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { SourceView } from '../engine/views';
import type { Session } from './session';

/**
 * A file that is not on this machine gets a reference, so that the client asks us instead of failing to open it.
 * @param line where the client is sent to in it
 */
export function toSource(session: Session, source: SourceView, line?: number): Dap.Source {
  return {
    name: source.name,
    path: session.client.pathToClient(source.path),
    ...(source.exists ? {} : { sourceReference: session.sources.reference(source.path, line) }),
    ...(source.deemphasize ? { presentationHint: 'deemphasize' } : {}),
    ...(source.md5 === undefined
      ? {}
      : { checksums: [{ algorithm: 'MD5' as const, checksum: source.md5 }] }),
  };
}
