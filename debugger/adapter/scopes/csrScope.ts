/** Control and status registers with their fields by the specification's names. [Priv §2] */

import type { CsrView, VariableView } from '../../engine/views';
import { hex32 } from '../../shared/hex';
import type { ScopeProvider } from './scopeProvider';

export const csrScope: ScopeProvider = {
  name: 'Control and status registers',
  presentationHint: 'registers',
  expensive: true, // Some forty rows: a client must not fetch them on every step.
  // Unwinding restores no CSRs, so only the running frame can show true ones.
  hasMeaning: frame => frame.index === 0,
  variables: frame => frame.engine.csrs().map(toRow),
};

function toRow(csr: CsrView): VariableView {
  const row = { name: csr.name, value: hex32(csr.value), readOnly: true };
  if (csr.fields.length === 0) return row;
  return {
    ...row,
    children: () =>
      csr.fields.map(it => ({ name: it.name, value: it.text ?? String(it.value), readOnly: true })),
  };
}
