/** An engine's row as a DAP variable. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { VariableHint, VariableView } from '../engine/views';
import type { Session } from './session';
import { inHex } from './valueFormat';

/** What `variables` and `evaluate` have in common. */
export interface ShownValue {
  value: string;
  type?: string;
  variablesReference: number;
  indexedVariables?: number;
  memoryReference?: string;
  valueLocationReference?: number;
  presentationHint?: Dap.VariablePresentationHint;
}

export function toVariable(
  session: Session,
  row: VariableView,
  format: Dap.ValueFormat | undefined,
  frame?: number,
): Dap.Variable {
  const { name, evaluateName, declaration } = row;
  return {
    name,
    ...showValue(session, row, format, frame),
    ...(evaluateName === undefined ? {} : { evaluateName }),
    ...(declaration === undefined
      ? {}
      : { declarationLocationReference: session.variables.addPlace(declaration) }),
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
  const { children, indexedCount, target } = row;
  const reference =
    children === undefined ? 0 : session.variables.add({ frame, rows: children, indexedCount });
  const hint = toHint(row);
  return {
    value: format?.hex === true ? hexOf(row) : row.value,
    variablesReference: reference,
    ...(session.client.showsTypes && row.type !== undefined ? { type: row.type } : {}),
    // A client that knows no pages takes the ranges that a long list comes in.
    ...(indexedCount === undefined ? {} : { indexedVariables: indexedCount }),
    ...(row.memoryReference === undefined ? {} : { memoryReference: row.memoryReference }),
    ...(target === undefined ? {} : { valueLocationReference: session.variables.addPlace(target) }),
    ...(hint === undefined ? {} : { presentationHint: hint }),
  };
}

function hexOf({ value, valueIn, type }: VariableView): string {
  return valueIn?.(16) ?? inHex(value, type);
}

function toHint({ hint = {}, readOnly }: VariableView): Dap.VariablePresentationHint | undefined {
  const { kind, visibility, isLazy }: VariableHint = hint;
  const attributes = [...(hint.attributes ?? []), ...(readOnly === true ? ['readOnly'] : [])];
  const shown: Dap.VariablePresentationHint = {
    ...(kind !== undefined && { kind }),
    ...(attributes.length > 0 && { attributes }),
    ...(visibility !== undefined && { visibility }),
    ...(isLazy === true && { lazy: true }),
  };
  return Object.keys(shown).length === 0 ? undefined : shown;
}
