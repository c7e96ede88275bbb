/** The integer registers and pc of a frame by their ABI names. [Unpriv §25 table of ABI names] */

import type { RegisterView, VariableView } from '../../engine/views';
import { hex32 } from '../../shared/hex';
import { formatMemoryReference } from '../../shared/memoryReference';
import { RequestError } from '../requestError';
import { parseNumber } from '../valueFormat';
import type { StoppedFrame } from '../frameNumbers';
import type { ScopeProvider } from './scopeProvider';
import { isCode } from './scopeProvider';

export const registersScope: ScopeProvider = {
  name: 'Registers',
  presentationHint: 'registers',
  hasMeaning: isCode,
  variables: frame => frame.engine.registers(frame.view.id).map(it => toRow(frame, it)),
};

function toRow(
  frame: StoppedFrame,
  { name, value, readOnlyReason: refusal }: RegisterView,
): VariableView {
  // A register that no unwinding rule restores is unknown, which is not the same as zero.
  if (value === undefined) {
    const readOnlyReason = 'nothing tells where it was saved';
    return { name, value: 'not saved', readOnly: true, readOnlyReason };
  }
  return {
    name,
    value: hex32(value),
    type: 'u32',
    evaluateName: `$${name}`,
    memoryReference: formatMemoryReference(value, frame.view.space),
    ...(refusal === undefined
      ? { write: (text: string) => setRegister(frame, name, text) }
      : { readOnly: true, readOnlyReason: refusal }),
  };
}

function setRegister(frame: StoppedFrame, name: string, text: string): void {
  const number = parseNumber(text);
  if (number === undefined) throw new RequestError(`not a 32-bit number: ${text}`);
  frame.engine.setRegister(frame.view.id, name, number);
}
