/** Writes a lowering's steps, whatever its operands are: locals in a region, words of the memory in the quick loop. */

import { I32, type WasmCode } from '../code';
import type { Operand, Step } from './lowering';

/**
 * Leaves the number on the stack.
 * @param operand writes an operand of `it`, whatever that is
 */
export function writeValue<T>(
  code: WasmCode,
  steps: readonly Step[],
  it: T,
  operand: (name: Operand, it: T) => void,
): void {
  for (const step of steps) {
    if (typeof step === 'number') code.const(step);
    else if (typeof step === 'object' && 'long' in step) code.longConst(step.long);
    else if (typeof step === 'object') {
      code.if(I32);
      writeValue(code, step.then, it, operand);
      code.else();
      writeValue(code, step.else, it, operand);
      code.end();
    } else if (isOperand(step)) operand(step, it);
    else code.op(step);
  }
}

function isOperand(step: string): step is Operand {
  return (
    step === 'a' ||
    step === 'b' ||
    step === 'imm' ||
    step === 'uimm' ||
    step === 'pc' ||
    step === 'old'
  );
}
