/** Syscalls that are worth a stop while all is well: events, calls of other contracts. */

import {
  ADDRESS_BYTES,
  CALL,
  CALL_PROGRAM,
  CREATE,
  EVENT_BYTES,
  FIRE_EVENT,
  MAX_INPUT_STRICT,
} from '../../chain/abi.generated';
import { decodeCalls, formatCall } from '../../chain/abi/calls';
import { decodeEvent, eventName } from '../../chain/abi/events';
import type { Value } from '../../chain/abi/value';
import { formatValue } from '../../chain/abi/value';
import { addressFromBytes } from '../../chain/address';
import type { UserTrap } from './trap';
import { abiOf, runningLabel } from './trap';

export interface Occasion {
  readonly description: string;
  readonly details?: string;
  /** What a condition that is a mere name can mean. */
  readonly subjects: readonly string[];
  readonly names: readonly (readonly [name: string, value: Value])[];
}

/** undefined where the trap fires no event. */
export function firedEvent(trap: UserTrap): Occasion | undefined {
  if (trap.syscall !== FIRE_EVENT) return undefined;
  const { target, a } = trap;
  const bytes = target.machine.readVirtual(a(1), Math.min(a(2), EVENT_BYTES));
  const emitter = target.currentTask;
  const decoded = emitter && decodeEvent(abiOf(target, emitter.to), bytes);
  const name = decoded?.name ?? eventName(bytes) ?? 'an event without a name';
  const { labels } = target.resolved;
  const fields = decoded?.fields ?? [];
  const text = fields.map(it => `${it.name}: ${formatValue(it.value, labels)}`).join(', ');
  return {
    description: `${runningLabel(target)} fires ${name}`,
    ...(text !== '' && { details: `${name} { ${text} }` }),
    subjects: [name],
    names: [['event', name], ...fields.map(it => [it.name, it.value] as const)],
  };
}

/** undefined where the trap calls or creates no contract. */
export function calledContract(trap: UserTrap): Occasion | undefined {
  const { target, syscall, a } = trap;
  if (syscall === CREATE) {
    const description = `${runningLabel(target)} creates a contract`;
    return { description, subjects: ['create'], names: [] };
  }
  if (syscall !== CALL && syscall !== CALL_PROGRAM) return undefined;
  const { machine, resolved } = target;
  const to = machine.readVirtual(a(1), ADDRESS_BYTES);
  const callee = addressFromBytes(to);
  if (callee === undefined) return undefined; // The kernel will refuse it.
  const [at, length] = syscall === CALL ? [a(2), a(3)] : [a(3), a(4)];
  const input = machine.readVirtual(at, Math.min(length, MAX_INPUT_STRICT));
  const calls = decodeCalls(abiOf(target, callee), input) ?? [];
  const label = target.labelOf(callee);
  const functions = calls.map(it => it.called.name);
  const called = calls.map(it => formatCall(it, resolved.labels)).join(', ');
  return {
    description: `${runningLabel(target)} calls ${label}`,
    details: called === '' ? `${input.length} bytes of input` : `${label}.${called}`,
    subjects: [label, ...functions, ...functions.map(it => `${label}.${it}`)],
    names: [
      ['callee', { address: callee }],
      ['function', functions[0] ?? ''],
    ],
  };
}
