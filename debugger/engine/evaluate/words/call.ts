/** The call that a frame belongs to: `call.caller == alice`. */

import type { Target } from '../../target';
import { record } from '../chainObject';
import { U128, U32, U64 } from '../integer';
import type { Operand } from '../operand';
import { number } from '../operand';
import type { Scope } from '../scope';
import { bytesOperand } from './abiValue';
import { addressOperandOf } from './accounts';

export function callOperand(target: Target, { frame }: Scope): Operand | undefined {
  const task = frame?.task ?? target.runningTask ?? target.currentTask;
  if (task === undefined) return undefined;
  const text = `${target.labelOf(task.from)} calls ${target.labelOf(task.to)}`;
  return record('Call', text, () => [
    { name: 'contract', value: addressOperandOf(target, task.to) },
    { name: 'caller', value: addressOperandOf(target, task.from) },
    { name: 'value', value: number({ type: U128, value: task.value }) },
    { name: 'depth', value: number({ type: U32, value: BigInt(task.depth) }) },
    { name: 'gas_limit', value: number({ type: U64, value: task.gasLimit }) },
    {
      name: 'input',
      value: bytesOperand(
        target.machine.readVirtual(task.inputAddress, task.inputLength, task.satp),
      ),
    },
  ]);
}
