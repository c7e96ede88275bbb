/** Slots of an account as the running transaction sees them: what is committed, and what it has written over that. */

import type { Address } from '../../../chain/address';
import type { Target } from '../../target';

/** undefined where there is nothing. */
export function slotAt({ run }: Target, account: Address, key: string): Uint8Array | undefined {
  for (const it of run.firmware.pendingSlots.values()) {
    if (it.address === account && it.key === key) return it.value;
  }
  return run.state.get(account)?.storage.get(key);
}

/** In ascending order of keys. */
export function keysOf({ run }: Target, account: Address): string[] {
  const keys = new Set(run.state.get(account)?.storage.keys() ?? []);
  for (const { address, key, value } of run.firmware.pendingSlots.values()) {
    if (address !== account) continue;
    if (value === undefined) keys.delete(key);
    else keys.add(key);
  }
  return [...keys].sort();
}
