/** Ways back that the editor has no button for: into calls and out of them, and to what a row of a view tells of. */

import type { DebugProtocol } from '@vscode/debugprotocol';
import * as vscode from 'vscode';
import type { CustomRequests } from '../../debugger/protocol';
import { DEBUG_TYPE } from '../debug/configuration';
import { complain, complaining } from '../messages';
import type { ViewNode } from '../views/node';

type Request = 'avm/stepBackInto' | 'avm/stepBackOut' | 'avm/goBack';

export function stepBack(request: 'avm/stepBackInto' | 'avm/stepBackOut'): Promise<void> {
  return ask(request, {});
}

/** Where an event was fired, a line logged, a call made. */
export async function goBack(node: ViewNode | undefined): Promise<void> {
  if (node?.position !== undefined) await ask('avm/goBack', { position: node.position });
}

/** Where a slot, or a slot of a map, has been written last. */
export async function goBackToChange(node: ViewNode | undefined): Promise<void> {
  if (node?.slot !== undefined) await ask('avm/goBack', { slot: node.slot });
}

/** What VS Code says of the row of the Variables view whose menu was opened. */
interface VariableContext {
  readonly container: { readonly variablesReference: number };
  readonly variable: { readonly name: string };
}

/** Where a variable, a part of one, a register or a slot has changed last. */
export async function goBackToVariableChange(context: unknown): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session?.type !== DEBUG_TYPE || !isVariableContext(context)) return;
  const { container, variable } = context;
  await complaining(async () => {
    const { dataId, description } = (await session.customRequest('dataBreakpointInfo', {
      variablesReference: container.variablesReference,
      name: variable.name,
    })) as DebugProtocol.DataBreakpointInfoResponse['body'];
    if (dataId === null) complain(description);
    else await session.customRequest('avm/goBack', { data: dataId });
  });
}

function isVariableContext(context: unknown): context is VariableContext {
  const { container, variable } = (context ?? {}) as Partial<VariableContext>;
  return typeof container?.variablesReference === 'number' && typeof variable?.name === 'string';
}

async function ask<R extends Request>(
  request: R,
  args: CustomRequests[R]['arguments'],
): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session?.type !== DEBUG_TYPE) return;
  await complaining(() => session.customRequest(request, args));
}
