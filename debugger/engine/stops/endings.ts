/** Ways in which a contract ends badly: a panic, a fault, the end of the gas, a call that failed or gave itself back. */

import { FINISH, MAX_RETURN, PANIC, RESULT_ADDRESS, REVERT } from '../../chain/abi.generated';
import { reasonInWords } from '../../chain/receipts/reason';
import { hex32 } from '../../shared/hex';
import { trapName } from '../../vm/isa/traps';
import { PRIVILEGE } from '../../vm/machine';
import type { Target } from '../target';
import type { UserTrap } from './trap';
import { abiOf, runningLabel } from './trap';

export interface Ending {
  readonly kind: 'panic' | 'trap' | 'outOfGas' | 'failed';
  readonly description: string;
  /** Its message, or what is known of the reason. */
  readonly details: string;
  /** The contract's own error code, where it gives one. */
  readonly code?: number;
}

/** scause codes. [Priv §4.1.8] */
const SUPERVISOR_TIMER = 5;
const BREAKPOINT = 3;

/** The kernel keeps no longer message. */
const MAX_MESSAGE = 256;

/** How the contract ends by this trap; undefined where it goes on, or ends well. */
export function endingBy(trap: UserTrap): Ending | undefined {
  const { target, cause, isInterrupt, syscall } = trap;
  if (isInterrupt) return cause === SUPERVISOR_TIMER ? outOfGas(target) : undefined;
  if (syscall === PANIC) return panicked(trap);
  if (syscall === REVERT) return reverted(trap);
  if (syscall === FINISH) return failedResult(target, trap.a(1));
  if (syscall !== undefined) return undefined;
  if (cause === BREAKPOINT && finishesByBreakpoint(target)) {
    return failedResult(target, RESULT_ADDRESS);
  }
  return trapped(trap);
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
