/** What the gas of a transaction went into: instructions, and syscalls by kind. */

import { SYSCALL_NAMES } from '../abi.generated';
import type { CallRecord, SyscallTally } from '../receipt';

export interface GasSplit {
  /** One unit each. */
  readonly instructions: bigint;
  /** In the order of their numbers. */
  readonly syscalls: readonly SyscallTally[];
}

/** Their sum is the gas used, to the last unit. */
export function gasSplit(
  calls: readonly Pick<CallRecord, 'instructions' | 'syscalls'>[],
): GasSplit {
  const tallies = new Map<number, SyscallTally>();
  let instructions = 0n;
  for (const call of calls) {
    instructions += call.instructions;
    for (const { number, count, gas } of call.syscalls) {
      const sum = tallies.get(number) ?? { number, count: 0, gas: 0n };
      tallies.set(number, { number, count: sum.count + count, gas: sum.gas + gas });
    }
  }
  return { instructions, syscalls: [...tallies.values()].sort((a, b) => a.number - b.number) };
}

/** `UNKNOWN` stands for every number that has no meaning. */
export function syscallName(number: number): string {
  return SYSCALL_NAMES.get(number) ?? 'UNKNOWN';
}
