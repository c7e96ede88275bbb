/** Where in the run a stop is, so that a person need not look it up: transaction, depth of calls, gas, position. */

import { CSR } from '../../vm/csr/addresses';
import type { Target } from '../target';
import type { WhereView } from '../views';

/** @param isAtTrap the hart has trapped from a contract, and the kernel has done nothing yet */
export function whereabouts(target: Target, isAtTrap: boolean): WhereView {
  const { run, machine } = target;
  const { transactionIndex: index, committed } = run.firmware;
  const { transactionTitle: title } = target;
  const isRunning = index !== undefined && title !== undefined && !committed;
  const task = target.runningTask ?? target.currentTask;
  const gasLeft = isAtTrap || target.runningTask !== undefined ? gasOnTimer(target) : undefined;
  return {
    ...(isRunning && { transaction: { index, title } }),
    ...(task !== undefined && { contract: target.labelOf(task.to), depth: task.depth }),
    ...(task !== undefined && gasLeft !== undefined && { gasLeft }),
    position: machine.position,
  };
}

/** While a contract runs, the kernel's timer is set one beyond the last instruction that is paid for. */
export function gasOnTimer({ machine }: Pick<Target, 'machine'>): bigint {
  const wide = (low: number, high: number) =>
    BigInt(machine.readCsr(low)) | (BigInt(machine.readCsr(high)) << 32n);
  const left = wide(CSR.STIMECMP, CSR.STIMECMPH) - wide(CSR.TIME, CSR.TIMEH) - 1n;
  return left < 0n ? 0n : left;
}
