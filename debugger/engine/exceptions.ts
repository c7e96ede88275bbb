/** Which traps from a contract are worth a stop: a panic, a fault, the end of the gas, a call that failed or gave itself back. */

import { FINISH, MAX_RETURN, PANIC, RESULT_ADDRESS, REVERT } from '../chain/abi.generated';
import { programAt } from '../chain/describe/context';
import { reasonInWords } from '../chain/receipts/reason';
import { hex32 } from '../shared/hex';
import { trapName } from '../vm/isa/traps';
import { PRIVILEGE } from '../vm/machine';
import type { Target } from './target';
import type { ExceptionView } from './views';

export type ExceptionFilter = 'panic' | 'trap' | 'outOfGas' | 'failed';

/** scause codes. [Priv §4.1.8] */
const SUPERVISOR_TIMER = 5;
const BREAKPOINT = 3;
const ENVIRONMENT_CALL_FROM_U = 8;

const A1 = 11;
const A2 = 12;
const A3 = 13;
const A7 = 17;

/** The kernel keeps no longer message. */
const MAX_MESSAGE = 256;

/** What the trap that the machine has just taken is; undefined where it is nothing but a syscall. */
export function exceptionAt(target: Target): (ExceptionView & { id: ExceptionFilter }) | undefined {
  const { lastTrap } = target.machine;
  if (lastTrap.from !== PRIVILEGE.USER) return undefined;
  if (lastTrap.interrupt) return lastTrap.cause === SUPERVISOR_TIMER ? outOfGas(target) : undefined;
  if (lastTrap.cause === ENVIRONMENT_CALL_FROM_U) return endingSyscall(target);
  if (lastTrap.cause === BREAKPOINT && finishesByBreakpoint(target)) {
    return failedResult(target, RESULT_ADDRESS);
  }
  return trapped(target);
}

function trapped(target: Target): ExceptionView & { id: 'trap' } {
  const { cause, epc, tval } = target.machine.lastTrap;
  const contract = runningLabel(target);
  return {
    id: 'trap',
    description: `${trapName(cause, false)} in ${contract}`,
    details: `${trapName(cause, false)} at ${hex32(epc >>> 0)}, stval ${hex32(tval >>> 0)}`,
  };
}

function outOfGas(target: Target): ExceptionView & { id: 'outOfGas' } {
  const limit = target.currentTask?.gasLimit ?? 0n;
  return {
    id: 'outOfGas',
    description: `${runningLabel(target)} is out of gas`,
    details: `The limit of ${limit} was reached.`,
  };
}

function endingSyscall(target: Target) {
  const a = (number: number) => (target.machine.registers[number] ?? 0) >>> 0;
  if (a(A7) === PANIC) return panicked(target, a(A1), a(A2));
  if (a(A7) === REVERT) return reverted(target, a(A1), a(A2), a(A3));
  return a(A7) === FINISH ? failedResult(target, a(A1)) : undefined;
}

function panicked(
  target: Target,
  address: number,
  length: number,
): ExceptionView & { id: 'panic' } {
  const bytes = target.machine.readVirtual(address, Math.min(length, MAX_MESSAGE));
  return {
    id: 'panic',
    description: `${runningLabel(target)} panicked`,
    details: new TextDecoder().decode(bytes),
  };
}

function reverted(
  target: Target,
  address: number,
  length: number,
  code: number,
): ExceptionView & { id: 'failed' } {
  const data = target.machine.readVirtual(address, Math.min(length, MAX_RETURN));
  const { programs, labels } = target.resolved;
  const abis = [...programs.values()].map(it => it.abi);
  const own = target.currentTask && programAt(target.words, target.currentTask.to)?.abi;
  const reason = reasonInWords(
    [...(own ? [own] : []), ...abis],
    { status: 'reverted', reason: undefined, data },
    labels,
  );
  return {
    id: 'failed',
    description: `${runningLabel(target)} reverted`,
    details: reason ?? `It gave its call back, with error code ${code}.`,
  };
}

/** A result block says success in its first byte and its error code in the four after it. */
function failedResult(
  target: Target,
  address: number,
): (ExceptionView & { id: 'failed' }) | undefined {
  const bytes = target.machine.readVirtual(address, 5);
  if (bytes.length < 5 || bytes[0] !== 0) return undefined;
  const code = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1, true);
  return {
    id: 'failed',
    description: `${runningLabel(target)} failed`,
    details: `It ended without success, with error code ${code}.`,
  };
}

/** As the kernel tells aVM's images: they have something in the first page. */
function finishesByBreakpoint(target: Target): boolean {
  return target.machine.translate(RESULT_ADDRESS, 'load', undefined, PRIVILEGE.USER) !== undefined;
}

function runningLabel(target: Target): string {
  const task = target.currentTask;
  return task === undefined ? 'the contract' : target.labelOf(task.to);
}
