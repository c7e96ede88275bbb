/** What gas went into, as rows for views. */

import type { GasPartView } from '../../protocol';
import type { CallRecord } from '../receipt';
import { gasSplit, syscallName } from '../receipts/gasSplit';

/** Instructions first, then syscalls by number; nothing where nothing ran. */
export function describeGas(calls: readonly CallRecord[]): GasPartView[] {
  if (calls.length === 0) return [];
  const { instructions, syscalls } = gasSplit(calls);
  const own = { name: 'instructions', gas: String(instructions) };
  return [
    own,
    ...syscalls.map(({ number, count, gas }) => ({
      name: syscallName(number),
      count: String(count),
      gas: String(gas),
    })),
  ];
}
