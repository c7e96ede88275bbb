/** What may happen at which the user wants to be: a row per exception filter. [DAP ExceptionBreakpointsFilter] */

import { SYSCALL_NAMES } from '../../chain/abi.generated';
import type { Value } from '../../chain/abi/value';
import type { Receipt } from '../../chain/receipt';
import type { Target } from '../target';
import type { Ending } from './endings';
import { endingBy, unpaidEnding } from './endings';
import { calledContract, firedEvent } from './occasions';
import type { UserTrap } from './trap';
import { nameOfTrap, runningLabel } from './trap';
import { seenEnd } from './scenarioEnd';
import { unexpectedEnd, unexpectedReceipt } from './unexpected';

/** What a filter has seen. */
export interface ExceptionSight {
  readonly description: string;
  readonly details?: string;
  /** What a condition that is a list of names is compared with; undefined where conditions are expressions only. */
  readonly subjects?: readonly string[];
  readonly names?: readonly (readonly [name: string, value: Value])[];
  /** No other contract is there to see to it: the transaction fails. */
  readonly isUncaught?: boolean;
  /** As of `ExceptionView`. */
  readonly isByItself?: boolean;
}

export interface ExceptionFilter {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly isDefault: boolean;
  /** What a condition may be. */
  readonly condition: string;
  /** Names that make up a list; with none, every condition is an expression. */
  readonly takesNames?: (name: string) => boolean;
  /** Asked at each trap from a contract. */
  readonly sees?: (trap: UserTrap) => ExceptionSight | undefined;
  /** Asked at each receipt, with the state as its transaction has left it. */
  readonly seesReceipt?: (target: Target, receipt: Receipt) => ExceptionSight | undefined;
  /** Asked once the last transaction is over. */
  readonly seesEnd?: (target: Target) => ExceptionSight;
}

const COMMON = 'contract, caller, depth, gas, transaction';
const isWord = (name: string): boolean => /^[A-Za-z_][\w.]*$/.test(name);
const syscalls = new Set(SYSCALL_NAMES.values());

export const EXCEPTION_FILTERS: readonly ExceptionFilter[] = [
  {
    id: 'panic',
    label: 'Panic',
    description: 'A contract panics, before its call is undone.',
    isDefault: true,
    condition: `an expression with message, ${COMMON}`,
    sees: trap => ending(trap, it => it.kind === 'panic'),
  },
  {
    id: 'trap',
    label: 'Trap',
    description: 'A contract does what the machine refuses: a page fault, an illegal instruction.',
    isDefault: true,
    condition: `an expression with cause, stval, ${COMMON}`,
    sees: trap => ending(trap, it => it.kind === 'trap'),
  },
  {
    id: 'outOfGas',
    label: 'Out of gas',
    description: 'A contract has used up its gas.',
    isDefault: false,
    condition: `an expression with ${COMMON}`,
    sees: trap => sightOf(trap, outOfGasBy(trap)),
  },
  {
    id: 'failed',
    label: 'Failed call',
    description: 'A contract finishes without success, or reverts.',
    isDefault: false,
    condition: `an expression with code, message, ${COMMON}`,
    sees: trap => ending(trap, it => it.kind === 'failed'),
  },
  {
    id: 'uncaught',
    label: 'Failed transaction',
    description:
      'A contract ends badly, whichever way, and was called by the transaction itself: nobody can catch it.',
    isDefault: false,
    condition: `an expression with code, message, ${COMMON}`,
    sees: trap => {
      const isOutermost = trap.target.currentTask?.depth === 0;
      return isOutermost ? sightOf(trap, endingBy(trap) ?? outOfGasBy(trap)) : undefined;
    },
  },
  {
    id: 'unexpected',
    label: 'Unexpected result',
    description:
      'A transaction does not come to what the scenario expects: at the end of its contract, with all that it has still there.',
    isDefault: true,
    condition: `an expression with status, differences, ${COMMON}`,
    sees: unexpectedEnd,
    seesReceipt: unexpectedReceipt,
  },
  {
    id: 'event',
    label: 'Event',
    description: 'A contract fires an event.',
    isDefault: false,
    condition: `names of events, or an expression with event, the fields, ${COMMON}`,
    takesNames: isWord,
    sees: firedEvent,
  },
  {
    id: 'call',
    label: 'Contract call',
    description: 'A contract calls another one, or creates it.',
    isDefault: false,
    condition: `names of contracts or functions, or an expression with callee, function, ${COMMON}`,
    takesNames: isWord,
    sees: calledContract,
  },
  {
    id: 'syscall',
    label: 'System call',
    description: 'A contract asks the kernel for something.',
    isDefault: false,
    condition: `names of syscalls such as STORAGE_SET, or an expression with trap, ${COMMON}, $a1 to $a6`,
    takesNames: name => syscalls.has(name.toUpperCase()),
    sees: trap => (trap.syscall === undefined ? undefined : entered(trap)),
  },
  {
    id: 'kernelEntry',
    label: 'Kernel entry',
    description: 'A contract traps into the kernel, for whatever reason.',
    isDefault: false,
    condition: `an expression with trap, cause, stval, ${COMMON}`,
    sees: entered,
  },
  {
    id: 'end',
    label: 'End of the scenario',
    description:
      'The last transaction is over. The session has not ended yet, so that it can go back.',
    isDefault: false,
    condition: 'an expression with differences: how many there are from what the scenario expects',
    seesEnd: seenEnd,
  },
];

function ending(trap: UserTrap, isMeant: (it: Ending) => boolean): ExceptionSight | undefined {
  const it = endingBy(trap);
  return it !== undefined && isMeant(it) ? sightOf(trap, it) : undefined;
}

/** Between two instructions, or by what a system call costs. */
function outOfGasBy(trap: UserTrap): Ending | undefined {
  const it = endingBy(trap) ?? unpaidEnding(trap);
  return it?.kind === 'outOfGas' ? it : undefined;
}

function sightOf(trap: UserTrap, it: Ending | undefined): ExceptionSight | undefined {
  if (it === undefined) return undefined;
  const { kind, description, details, code, fault } = it;
  return {
    description,
    details,
    names: [
      ['message', details],
      ...(code === undefined ? [] : ([['code', BigInt(code)]] as const)),
      ...(fault === undefined
        ? []
        : ([
            ['cause', BigInt(fault.cause)],
            ['stval', BigInt(fault.stval)],
          ] as const)),
    ],
    isUncaught: trap.target.currentTask?.depth === 0,
    isByItself: kind === 'failed',
  };
}

function entered(trap: UserTrap): ExceptionSight {
  const name = nameOfTrap(trap);
  const description = `${runningLabel(trap.target)} enters the kernel: ${name}`;
  return { description, subjects: [name] };
}
