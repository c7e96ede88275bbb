/** Rows of the Variables view. [DAP variables, setVariable, locations] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { toSource } from '../dapSource';
import type { Handler } from '../handler';
import { RequestError } from '../requestError';
import { showValue, toVariable } from '../variableRow';
import { rowNamed } from '../variableStore';

/** `filter`, `start` and `count` choose a page; a container has either named or indexed children. */
export const variables: Handler<Dap.VariablesArguments, Dap.VariablesResponse['body']> = (
  session,
  { variablesReference, filter, start = 0, count = 0, format },
) => {
  const container = session.variables.get(variablesReference);
  const { indexedCount } = container;
  const isIndexed = indexedCount !== undefined;
  if (filter !== undefined && (filter === 'indexed') !== isIndexed) return { variables: [] };
  const end = count === 0 ? undefined : start + count; // Zero means all.
  const rows =
    isIndexed && (start > 0 || end !== undefined)
      ? container.rows({ start, count: (end ?? indexedCount) - start })
      : container.rows().slice(start, end);
  return { variables: rows.map(it => toVariable(session, it, format, container.frame)) };
};

export const setVariable: Handler<Dap.SetVariableArguments, Dap.SetVariableResponse['body']> = (
  session,
  { variablesReference, name, value, format },
) => {
  const container = session.variables.get(variablesReference);
  const row = rowNamed(container, name);
  if (row === undefined) throw new RequestError(`there is no ${name} here`);
  if (row.write === undefined) {
    throw new RequestError(
      `${name} cannot be changed: ${row.readOnlyReason ?? 'it is only shown'}`,
    );
  }
  row.write(value);
  session.stateChanged();
  const written = rowNamed(container, name) ?? row;
  const { presentationHint: _, ...shown } = showValue(session, written, format, container.frame);
  return shown;
};

/** Where a row is declared, or where the function is that it points to. */
export const locations: Handler<Dap.LocationsArguments, Dap.LocationsResponse['body']> = (
  session,
  { locationReference },
) => {
  const { source, line } = session.variables.place(locationReference);
  return {
    source: toSource(session, source, line),
    line: session.client.lineToClient(line),
    // Not known to rustc, and the first where it is left out; nvim-dap then looks for a column before it.
    column: session.client.columnToClient(1),
  };
};
