/** The shape of a scope of the Variables view: a value, not a class. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { VariableView } from '../../engine/views';
import type { StoppedFrame } from '../frameNumbers';

export interface ScopeProvider {
  readonly name: string;
  readonly presentationHint?: NonNullable<Dap.Scope['presentationHint']>;
  /** Clients do not open an expensive scope by themselves. */
  readonly expensive?: boolean;
  /** Whether the frame can have it at all; absent: always. */
  hasMeaning?(frame: StoppedFrame): boolean;
  variables(frame: StoppedFrame): readonly VariableView[];
}

/** Label and transaction frames stand for something between programs: they have no registers and no memory. */
export function isCode(frame: StoppedFrame): boolean {
  return frame.view.kind === 'contract' || frame.view.kind === 'kernel';
}
