/** Ways in which a contract ends badly: a panic, a fault, the end of the gas, a call that failed or gave itself back. */

import {
  FINISH,
  MAX_RETURN,
  PANIC,
  RESULT_ADDRESS,
  REVERT,
  STATUS_OUT_OF_GAS,
} from '../../chain/abi.generated';
import { reasonInWords } from '../../chain/receipts/reason';
import type { Task } from '../../chain/run';
import { hex32 } from '../../shared/hex';
import { trapName } from '../../vm/isa/traps';
import { PRIVILEGE } from '../../vm/machine';
import type { Target } from '../target';
import { badPointerOf } from './syscallPointers';
import type { UserTrap } from './trap';
import { abiOf, nameOfTrap, runningLabel } from './trap';
import { gasOnTimer } from './whereabouts';

export interface Ending {
  readonly kind: 'panic' | 'trap' | 'outOfGas' | 'failed';
  readonly description: string;
  /** Its message, or what is known of the reason. */
  readonly details: string;
  /** The contract's own error code, where it gives one. */
  readonly code?: number;
  /** What the kernel makes of it, where that is another trap than the machine's. */
  readonly fault?: { readonly cause: number; readonly stval: number };
}

/** scause codes. [Priv §4.1.8] */
const SUPERVISOR_TIMER = 5;
const BREAKPOINT = 3;
const LOAD_PAGE_FAULT = 13;
const STORE_PAGE_FAULT = 15;

/** They end the call whatever it has. */
const ENDS_OF_CALLS: ReadonlySet<number> = new Set([FINISH, PANIC, REVERT]);

/** Gas of a system call with as much data as fits into a contract's memory, about. [docs/gas.md] */
const DEAREST_SYSCALL = 10_000_000n;

/** Holds what a call gives its caller. */
const A0 = 10;

/** The kernel keeps no longer message. */
const MAX_MESSAGE = 256;

/** How the contract ends by this trap; undefined where it goes on, or ends well. */
export function endingBy(trap: UserTrap): Ending | undefined {
  const { target, cause, isInterrupt, syscall } = trap;
  if (isInterrupt) return cause === SUPERVISOR_TIMER ? outOfGas(target) : undefined;
  const refused = refusedPointer(trap);
  if (refused !== undefined) return refused;
  if (syscall === PANIC) return panicked(trap);
  if (syscall === REVERT) return reverted(trap);
  if (syscall === FINISH) return failedResult(target, trap.a(1));
  if (syscall !== undefined) return undefined;
  if (cause === BREAKPOINT && finishesByBreakpoint(target)) {
    return failedResult(target, RESULT_ADDRESS);
  }
  return trapped(trap);
}

/**
 * The end of the gas in the middle of a system call, which costs more than there is left. Only the kernel knows what it
 * costs: it is let serve the call, to see what becomes of the contract.
 */
export function unpaidEnding(trap: UserTrap): Ending | undefined {
  const { target, syscall } = trap;
  const { currentTask: task, history } = target;
  if (syscall === undefined || task === undefined) return undefined;
  if (ENDS_OF_CALLS.has(syscall) || gasOnTimer(target) >= DEAREST_SYSCALL) return undefined;
  const transaction = target.run.receipts.length;
  if (!history.lookPastKernel(() => hasRunOut(target, task, transaction))) return undefined;
  const details = `${nameOfTrap(trap)} costs more than the ${gasOnTimer(target)} that are left of ${task.gasLimit}.`;
  return { ...outOfGas(target), details };
}

/** Whether the call may be over by this trap, well or badly. */
export function mayEndCall(trap: UserTrap): boolean {
  const { syscall } = trap;
  if (syscall === undefined || ENDS_OF_CALLS.has(syscall)) return true;
  return (endingBy(trap) ?? unpaidEnding(trap)) !== undefined;
}

/**
 * A system call with a pointer that the contract may not use. The kernel is let serve it: it may have refused it for
 * something else, and let the contract go on.
 */
function refusedPointer(trap: UserTrap): Ending | undefined {
  const { target, syscall, epc, a } = trap;
  const { currentTask: task, history, machine } = target;
  if (syscall === undefined || task === undefined) return undefined;
  const bad = badPointerOf(machine, syscall, a);
  if (bad === undefined) return undefined;
  const transaction = target.run.receipts.length;
  const isRefused = history.lookPastKernel(
    () => hasEnded(target, task) && !hasRunOut(target, task, transaction),
  );
  if (!isRefused) return undefined;
  const { row, value, bytes, address, why } = bad;
  const isRead = row.access === 'load';
  return {
    kind: 'trap',
    description: `${runningLabel(target)} hands ${nameOfTrap(trap)} a pointer that cannot be ${isRead ? 'read' : 'written'}`,
    details:
      `a${row.argument} (${row.what}), ${bytes} ${bytes === 1 ? 'byte' : 'bytes'} at ${hex32(value)}: ` +
      `${hex32(address)} ${why}. The ecall is at ${hex32(epc)}.`,
    fault: { cause: isRead ? LOAD_PAGE_FAULT : STORE_PAGE_FAULT, stval: address },
  };
}

/** Where the kernel has given control to a contract again, or has ended the transaction. */
function hasRunOut(target: Target, task: Task, transaction: number): boolean {
  if (!hasEnded(target, task)) return false;
  const { run, machine } = target;
  const receipt = run.receipts[transaction];
  if (receipt !== undefined) return receipt.status === 'outOfGas';
  return machine.registers[A0] === STATUS_OUT_OF_GAS;
}

function hasEnded({ run }: Target, { id }: Task): boolean {
  return run.tasks.every(it => it.id !== id);
}

function trapped({ target, cause, epc, tval }: UserTrap): Ending {
  return {
    kind: 'trap',
    description: `${trapName(cause, false)} in ${runningLabel(target)}`,
    details: `${trapName(cause, false)} at ${hex32(epc)}, stval ${hex32(tval)}`,
  };
}

function outOfGas(target: Target): Ending {
  const limit = target.currentTask?.gasLimit ?? 0n;
  return {
    kind: 'outOfGas',
    description: `${runningLabel(target)} is out of gas`,
    details: `The limit of ${limit} was reached.`,
  };
}

function panicked({ target, a }: UserTrap): Ending {
  const bytes = target.machine.readVirtual(a(1), Math.min(a(2), MAX_MESSAGE));
  return {
    kind: 'panic',
    description: `${runningLabel(target)} panicked`,
    details: new TextDecoder().decode(bytes),
  };
}

function reverted({ target, a }: UserTrap): Ending {
  const data = target.machine.readVirtual(a(1), Math.min(a(2), MAX_RETURN));
  const { programs, labels } = target.resolved;
  const own = target.currentTask && abiOf(target, target.currentTask.to);
  const abis = [...(own ? [own] : []), ...[...programs.values()].map(it => it.abi)];
  const reason = reasonInWords(abis, { status: 'reverted', reason: undefined, data }, labels);
  return {
    kind: 'failed',
    description: `${runningLabel(target)} reverted`,
    details: reason ?? `It gave its call back, with error code ${a(3)}.`,
    code: a(3),
  };
}

/** A result block says success in its first byte and its error code in the four after it. */
function failedResult(target: Target, address: number): Ending | undefined {
  const bytes = target.machine.readVirtual(address, 5);
  if (bytes.length < 5 || bytes[0] !== 0) return undefined;
  const code = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1, true);
  return {
    kind: 'failed',
    description: `${runningLabel(target)} failed`,
    details: `It ended without success, with error code ${code}.`,
    code,
  };
}

/** As the kernel tells aVM's images: they have something in the first page. */
function finishesByBreakpoint(target: Target): boolean {
  return target.machine.translate(RESULT_ADDRESS, 'load', undefined, PRIVILEGE.USER) !== undefined;
}
