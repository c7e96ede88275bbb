/** Rows of the Variables view. [DAP variables, setVariable] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Handler } from '../handler';
import { RequestError } from '../requestError';
import { showValue, toVariable } from '../variableRow';

/** `filter`, `start` and `count` choose a page; a container has either named or indexed children. */
export const variables: Handler<Dap.VariablesArguments, Dap.VariablesResponse['body']> = (
  session,
  args,
) => {
  const container = session.variables.get(args.variablesReference);
  const isIndexed = container.indexedCount !== undefined;
  if (args.filter !== undefined && (args.filter === 'indexed') !== isIndexed)
    return { variables: [] };
  const start = args.start ?? 0;
  const count = args.count ?? 0; // Zero means all.
  const page = container.rows().slice(start, count === 0 ? undefined : start + count);
  return { variables: page.map(it => toVariable(session, it, args.format, container.frame)) };
};

export const setVariable: Handler<Dap.SetVariableArguments, Dap.SetVariableResponse['body']> = (
  session,
  args,
) => {
  const container = session.variables.get(args.variablesReference);
  if (container.set === undefined) {
    throw new RequestError(`${args.name} cannot be changed: only registers can`);
  }
  const written = container.set(args.name, args.value);
  session.stateChanged();
  return showValue(session, written, args.format);
};
