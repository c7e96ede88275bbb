/** Steps back that the editor has no button for: into the last call of the line before, and out to the caller's line. */

import * as vscode from 'vscode';
import { DEBUG_TYPE } from '../debug/configuration';
import { complain } from '../messages';

export async function stepBack(request: 'avm/stepBackInto' | 'avm/stepBackOut'): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session?.type !== DEBUG_TYPE) return;
  try {
    await session.customRequest(request, {});
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
  }
}
