/** What can be typed on in the console. [DAP completions] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { CompletionKind } from '../../engine/evaluate/complete';
import type { Handler } from '../handler';
import { frameOf } from './evaluate';

const TYPES: Readonly<Record<CompletionKind, Dap.CompletionItemType>> = {
  variable: 'variable',
  field: 'field',
  method: 'method',
  register: 'value',
  word: 'property',
  static: 'variable',
  function: 'function',
  module: 'module',
  account: 'reference',
  key: 'value',
  variant: 'enum',
  type: 'class',
  command: 'keyword',
};

/** Positions are in UTF-16 units of the whole text, from the client's base. */
export const completions: Handler<Dap.CompletionsArguments, Dap.CompletionsResponse['body']> = (
  session,
  args,
) => {
  const { client } = session;
  const column = client.columnFromClient(args.column) - 1;
  const line = args.line === undefined ? 0 : client.lineFromClient(args.line) - 1;
  const before = args.text.split('\n').slice(0, Math.max(0, line));
  const offset = before.reduce((sum, it) => sum + it.length + 1, 0) + column;
  const frame = frameOf(session, args.frameId);
  const found = session.engine.complete(args.text, offset, frame?.view.id);
  return {
    targets: found.map((it, at) => ({
      label: it.label,
      type: TYPES[it.kind],
      start: client.completionStart(it.start + 1),
      length: it.length,
      // The order is ours: what is nearest comes first.
      sortText: String(at).padStart(4, '0'),
      ...(it.detail === undefined ? {} : { detail: it.detail }),
    })),
  };
};
