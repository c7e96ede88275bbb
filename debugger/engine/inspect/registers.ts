/** The integer registers and pc of a frame by their ABI names. [psABI integer register convention] */

import { hex32 } from '../../shared/hex';
import { REGISTER_NAMES, registerNumber } from '../../vm/isa/registers';
import { EvaluationError } from '../evaluationError';
import type { Frame } from '../frame';
import type { Target } from '../target';
import type { RegisterView } from '../views';

type Hart = Pick<Target, 'machine'>;

/** x0 to x31, then pc. */
export function readRegisters(frame: Frame): RegisterView[] {
  const integers = REGISTER_NAMES.map((name, number) => ({ name, value: frame.registers(number) }));
  return [...integers, { name: 'pc', value: frame.pc }];
}

/**
 * Changes a register of the hart.
 * @param name as ABI or x0 to x31 say it, a `$` before it or not
 * @param value of 32 bits, signed or not
 * @throws EvaluationError where that cannot be
 */
export function writeRegister(target: Hart, frame: Frame, name: string, value: number): void {
  // Unwinding says what the registers of an outer frame were, and not where to write them.
  if (frame.id !== 0) {
    throw new EvaluationError('only registers of the innermost frame can be changed');
  }
  const plain = name.replace(/^\$/, '');
  if (plain === 'pc') {
    writePc(target, frame, value >>> 0);
    return;
  }
  const number = registerNumber(plain);
  if (number === undefined) throw new EvaluationError(`there is no register named ${name}`);
  if (number === 0) throw new EvaluationError('zero cannot be changed: it is always 0');
  target.machine.registers[number] = value | 0;
}

function writePc({ machine }: Hart, frame: Frame, value: number): void {
  if (frame.pc !== machine.pc) {
    throw new EvaluationError('pc cannot be changed: the instruction has trapped already');
  }
  if (value % 2 !== 0) {
    throw new EvaluationError(`pc cannot be ${hex32(value)}: instructions are at even addresses`);
  }
  machine.pc = value;
}
