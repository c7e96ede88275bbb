/** The integer registers and pc of a frame by their ABI names. [psABI integer register convention] */

import { hex32 } from '../../shared/hex';
import { REGISTER_NAMES, registerNumber } from '../../vm/isa/registers';
import { EvaluationError } from '../evaluationError';
import type { Frame } from '../frame';
import type { RegisterView } from '../views';
import type { Writable } from './writeBytes';
import { writeFrameRegister } from './writeBytes';

const OUTER_PC = 'pc can be changed in the innermost frame only: the others wait for it';

/** x0 to x31, then pc. */
export function readRegisters(frame: Frame): RegisterView[] {
  const integers = REGISTER_NAMES.map((name, number) => {
    const value = frame.registers(number);
    const places = frame.registerPlaces(number);
    return { name, value, ...('reason' in places && { readOnlyReason: places.reason }) };
  });
  const isOuter = frame.id !== 0;
  return [
    ...integers,
    { name: 'pc', value: frame.pc, ...(isOuter && { readOnlyReason: OUTER_PC }) },
  ];
}

/**
 * Changes a register of a frame where the frame has it.
 * @param name as ABI or x0 to x31 say it, a `$` before it or not
 * @param value of 32 bits, signed or not
 * @throws EvaluationError where that cannot be
 */
export function writeRegister(target: Writable, frame: Frame, name: string, value: number): void {
  const plain = name.replace(/^\$/, '');
  if (plain === 'pc') {
    writePc(target, frame, value >>> 0);
    return;
  }
  const number = registerNumber(plain);
  if (number === undefined) throw new EvaluationError(`there is no register named ${name}`);
  writeFrameRegister(target, frame, number, value);
}

function writePc({ machine }: Writable, frame: Frame, value: number): void {
  if (frame.id !== 0) {
    throw new EvaluationError(OUTER_PC);
  }
  if (frame.pc !== machine.pc) {
    throw new EvaluationError('pc cannot be changed: the instruction has trapped already');
  }
  if (value % 2 !== 0) {
    throw new EvaluationError(`pc cannot be ${hex32(value)}: instructions are at even addresses`);
  }
  machine.pc = value;
}
