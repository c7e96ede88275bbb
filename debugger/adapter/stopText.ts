/** What there is to say of a stop: its few words, what has changed, and where in the run it is. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { StopView, WhereView } from '../engine/views';

/** [DAP stopped] */
export function stopBody(stop: StopView, threadId: number): Dap.StoppedEvent['body'] {
  const { reason, description, hitBreakpointIds } = stop;
  const text = stopText(stop);
  return {
    reason,
    description,
    ...(text === undefined ? {} : { text }),
    ...(hitBreakpointIds === undefined ? {} : { hitBreakpointIds }),
    threadId,
    allThreadsStopped: true,
  };
}

/** undefined where there is nothing. */
function stopText({ text, where }: StopView): string | undefined {
  const parts = [text, where && whereText(where)].filter(it => it !== undefined);
  return parts.length === 0 ? undefined : parts.join('\n');
}

/** `transaction 2: alice → token.transfer(…), in token, depth 0, 99123 gas left, position 123456`. */
function whereText(where: WhereView): string {
  return [momentText(where), `position ${where.position}`].filter(it => it !== '').join(', ');
}

/** The same without the position. */
export function momentText({ transaction, contract, depth, gasLeft }: WhereView): string {
  const parts = [
    transaction && `transaction ${transaction.index}: ${transaction.title}`,
    contract !== undefined && `in ${contract}`,
    depth !== undefined && `depth ${depth}`,
    gasLeft !== undefined && `${gasLeft} gas left`,
  ];
  return parts.filter(it => it !== undefined && it !== false).join(', ');
}
