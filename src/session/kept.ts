/** Sessions that the debugger has kept: one click goes on with them. */

import * as vscode from 'vscode';
import type { CustomEvents } from '../../debugger/protocol';
import { offer } from '../messages';

/** @param session the one that has just left it */
export function offerToAttach(
  session: vscode.DebugSession,
  { session: kept, fate }: CustomEvents['avm/kept'],
): void {
  const { type, name, workspaceFolder, configuration } = session;
  const port: unknown = configuration['port'] ?? configuration['debugServer'];
  const how = fate === 'suspended' ? 'stands where it stood' : 'runs on to its end';
  offer(`${name} ${how}: the debugger keeps it as ${kept}.`, {
    Attach: () =>
      vscode.debug.startDebugging(workspaceFolder, {
        type,
        request: 'attach',
        name,
        port,
        session: kept,
      }),
  });
}
