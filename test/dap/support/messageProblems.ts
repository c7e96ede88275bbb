/** Finds the declaration that an outgoing message must fit: `stopped` is a StoppedEvent, `avm/receipt` is in protocol.ts. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { isDeclared, memberProblems, shapeProblems } from './protocolShape';

export function messageProblems(message: Dap.Response | Dap.Event): string[] {
  if (message.type === 'event') return eventProblems(message as Dap.Event);
  const response = message as Dap.Response;
  if (!response.success) return shapeProblems(response, 'ErrorResponse');
  if (response.command.startsWith('avm/')) {
    return memberProblems(response.body, 'CustomRequests', response.command, 'body');
  }
  const declaration = `${capitalized(response.command)}Response`;
  if (!isDeclared(declaration)) return [`${response.command}: no such response in the protocol`];
  return shapeProblems(response, declaration);
}

function eventProblems(event: Dap.Event): string[] {
  if (event.event.startsWith('avm/'))
    return memberProblems(event.body, 'CustomEvents', event.event);
  const declaration = `${capitalized(event.event)}Event`;
  if (!isDeclared(declaration)) return [`${event.event}: no such event in the protocol`];
  return shapeProblems(event, declaration);
}

function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
