/** The call that a frame belongs to: who called which contract, with what, and what gas there is. */

import { decodeCalls, formatCall } from '../../chain/abi/calls';
import { EMPTY_ABI } from '../../chain/abi/contractAbi';
import { describeTransaction } from '../../chain/describe/receipts';
import { programAt } from '../../chain/describe/context';
import type { Address } from '../../chain/address';
import type { Task } from '../../chain/run';
import { bytesToHex, hex32 } from '../../shared/hex';
import { CSR } from '../../vm/csr/addresses';
import type { Frame } from '../frame';
import type { Target } from '../target';
import type { VariableView } from '../views';
import { abiRow, amountRow } from './abiRows';
import { emissionRows } from './emissionRows';
import { resultBlock } from './resultBlock';

export function callInfo(target: Target, frame: Frame): VariableView[] {
  const task = frame.task ?? target.runningTask ?? target.currentTask;
  return [...(task === undefined ? [] : ofTask(target, task)), ...ofTransaction(target)];
}

function ofTask(target: Target, task: Task): VariableView[] {
  const input = target.machine.readVirtual(task.inputAddress, task.inputLength, task.satp);
  const gasLeft = gasLeftOf(target, task);
  const result = resultBlock(target, task);
  return [
    row('contract', addressText(target, task.to)),
    row('caller', addressText(target, task.from)),
    inputRow(target, task, input),
    amountRow('value', task.value),
    row('depth', String(task.depth)),
    row('gas limit', String(task.gasLimit)),
    ...(gasLeft === undefined ? [] : [row('gas left', String(gasLeft))]),
    ...(result === undefined ? [] : [result]),
  ];
}

/** Decoded where the contract's ABI knows the function, with the arguments and the bytes below it. */
function inputRow(target: Target, task: Task, input: Uint8Array): VariableView {
  const { labels } = target.resolved;
  const calls = decodeCalls(programAt(target.words, task.to)?.abi ?? EMPTY_ABI, input);
  const bytes = `0x${bytesToHex(input)}`;
  const base = {
    name: 'input',
    memoryReference: hex32(task.inputAddress),
    readOnly: true,
  };
  if (calls === undefined) return { ...base, value: input.length === 0 ? 'none' : bytes };
  const children = () => [
    ...calls.flatMap(({ called, values }) =>
      called.inputs.map((it, at) => {
        const value = values?.[at];
        return value === undefined
          ? row(it.name, '?', it.typeName)
          : abiRow(it.name, value, it.typeName, labels);
      }),
    ),
    row('bytes', bytes),
  ];
  return { ...base, value: calls.map(it => formatCall(it, labels)).join(', '), children };
}

function ofTransaction(target: Target): VariableView[] {
  const { transactionIndex: index, committed } = target.run.firmware;
  const { transaction } = target.run;
  if (index === undefined || transaction === undefined || committed) return [];
  const title = `${index}: ${describeTransaction(target.words, transaction)}`;
  return [row('transaction', title), ...emissionRows(target)];
}

/** While a contract runs, the kernel's timer is set one beyond the last instruction that is paid for. */
export function gasLeftOf(target: Target, task: Task): bigint | undefined {
  if (target.runningTask?.id !== task.id) return undefined;
  const wide = (low: number, high: number) =>
    BigInt(target.machine.readCsr(low)) | (BigInt(target.machine.readCsr(high)) << 32n);
  const left = wide(CSR.STIMECMP, CSR.STIMECMPH) - wide(CSR.TIME, CSR.TIMEH) - 1n;
  return left < 0n ? 0n : left;
}

function addressText(target: Target, address: Address): string {
  const label = target.resolved.labels.get(address);
  return label === undefined ? `0x${address}` : `${label} (0x${address})`;
}

function row(name: string, value: string, type?: string): VariableView {
  return { name, value, ...(type !== undefined && { type }), readOnly: true };
}
