/** The integer registers and pc of a frame by their ABI names. [Unpriv §25 table of ABI names] */

import type { RegisterView, VariableView } from '../../engine/views';
import { hex32 } from '../../shared/hex';
import { RequestError } from '../requestError';
import { parseNumber } from '../valueFormat';
import type { ScopeProvider } from './scopeProvider';
import { isCode } from './scopeProvider';

export const registersScope: ScopeProvider = {
  name: 'Registers',
  presentationHint: 'registers',
  hasMeaning: isCode,
  variables: frame => frame.engine.registers(frame.view.id).map(toRow),

  set(frame, name, value) {
    // Registers of outer frames are saved somewhere in memory; only the running frame's are the machine's own.
    if (frame.index !== 0)
      throw new RequestError('only registers of the innermost frame can be changed');
    const number = parseNumber(value);
    if (number === undefined) throw new RequestError(`not a 32-bit number: ${value}`);
    frame.engine.setRegister(frame.view.id, name, number);
    const written = frame.engine.registers(frame.view.id).find(it => it.name === name);
    if (written === undefined) throw new RequestError(`no such register: ${name}`);
    return toRow(written);
  },
};

function toRow(register: RegisterView): VariableView {
  // A register that no unwinding rule restores is unknown, which is not the same as zero.
  if (register.value === undefined)
    return { name: register.name, value: 'not saved', readOnly: true };
  return {
    name: register.name,
    value: hex32(register.value),
    type: 'u32',
    evaluateName: `$${register.name}`,
    memoryReference: hex32(register.value),
  };
}
