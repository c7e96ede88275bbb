/** An engine's row as a DAP variable. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { VariableView } from '../engine/views';
import type { Session } from './session';
import { inHex } from './valueFormat';

/** What `variables` and `evaluate` have in common. */
export interface ShownValue {
  value: string;
  type?: string;
  variablesReference: number;
  indexedVariables?: number;
  memoryReference?: string;
  presentationHint?: Dap.VariablePresentationHint;
}

export function toVariable(
  session: Session,
  row: VariableView,
  format: Dap.ValueFormat | undefined,
  frame?: number,
): Dap.Variable {
  return {
    name: row.name,
    ...showValue(session, row, format, frame),
    ...(row.evaluateName === undefined ? {} : { evaluateName: row.evaluateName }),
  };
}

/**
 * Registers a reference where the row has children: they are built when the client opens it.
 * @param frame index of the frame whose row it is
 */
export function showValue(
  session: Session,
  row: VariableView,
  format: Dap.ValueFormat | undefined,
  frame?: number,
): ShownValue {
  const { children } = row;
  const reference =
    children === undefined
      ? 0
      : session.variables.add({ frame, rows: children, indexedCount: row.indexedCount });
  return {
    value: format?.hex === true ? inHex(row.value, row.type) : row.value,
    variablesReference: reference,
    ...(session.client.showsTypes && row.type !== undefined ? { type: row.type } : {}),
    ...(row.indexedCount === undefined ? {} : { indexedVariables: row.indexedCount }),
    ...(row.memoryReference === undefined ? {} : { memoryReference: row.memoryReference }),
    ...(row.readOnly === true ? { presentationHint: { attributes: ['readOnly'] } } : {}),
  };
}
