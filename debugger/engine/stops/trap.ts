/** The trap from a contract that the machine has just taken, in the words of the chain. */

import { SYSCALL_NAMES } from '../../chain/abi.generated';
import type { ContractAbi } from '../../chain/abi/contractAbi';
import { EMPTY_ABI } from '../../chain/abi/contractAbi';
import type { Value } from '../../chain/abi/value';
import type { Address } from '../../chain/address';
import { trapName } from '../../vm/isa/traps';
import { PRIVILEGE } from '../../vm/machine';
import type { Target } from '../target';
import { gasOnTimer } from './whereabouts';

/** scause of an ecall from U-mode. [Priv §4.1.8] */
const ENVIRONMENT_CALL_FROM_U = 8;

const A7 = 17;

export interface UserTrap {
  readonly target: Target;
  readonly cause: number;
  readonly isInterrupt: boolean;
  readonly epc: number;
  readonly tval: number;
  /** Number of the syscall, where it is one. */
  readonly syscall: number | undefined;
  /** a0 to a7, unsigned. */
  a(number: number): number;
}

/** undefined where it came from the kernel. */
export function userTrap(target: Target): UserTrap | undefined {
  const { lastTrap, registers } = target.machine;
  if (lastTrap.from !== PRIVILEGE.USER) return undefined;
  const { cause, interrupt: isInterrupt, epc, tval } = lastTrap;
  const isSyscall = !isInterrupt && cause === ENVIRONMENT_CALL_FROM_U;
  return {
    target,
    cause,
    isInterrupt,
    epc: epc >>> 0,
    tval: tval >>> 0,
    syscall: isSyscall ? (registers[A7] ?? 0) >>> 0 : undefined,
    a: number => (registers[10 + number] ?? 0) >>> 0,
  };
}

/** `STORAGE_SET`, `Load page fault`. */
export function nameOfTrap({ syscall, cause, isInterrupt }: UserTrap): string {
  if (syscall === undefined) return trapName(cause, isInterrupt);
  return SYSCALL_NAMES.get(syscall) ?? `syscall ${syscall}`;
}

/** What a condition on any trap can speak of. */
export function namesOfTrap(trap: UserTrap): Map<string, Value> {
  const { target } = trap;
  const task = target.currentTask;
  return new Map<string, Value>([
    ['trap', nameOfTrap(trap)],
    ['cause', BigInt(trap.cause)],
    ['stval', BigInt(trap.tval)],
    ['gas', gasOnTimer(target)],
    ['transaction', BigInt(target.run.transactionIndex ?? 0)],
    ['depth', BigInt(task?.depth ?? 0)],
    ...(task === undefined
      ? []
      : ([
          ['contract', { address: task.to }],
          ['caller', { address: task.from }],
        ] as const)),
  ]);
}

/** As the account's code is now, whether it is committed or this very transaction made it. */
export function abiOf(target: Target, account: Address): ContractAbi {
  const { firmware, state } = target.run;
  const hash = firmware.pendingCode.get(account) ?? state.codeHash(account);
  return target.resolved.programs.get(hash)?.abi ?? EMPTY_ABI;
}

export function runningLabel(target: Target): string {
  const task = target.currentTask;
  return task === undefined ? 'the contract' : target.labelOf(task.to);
}
