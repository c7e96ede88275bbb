/** Slots of an account as the running transaction sees them: what is committed, and what it has written over that. */

import type { Address } from '../../../chain/address';
import { slotValue } from '../../../chain/firmware/slots';
import type { Target } from '../../target';

/** undefined where there is nothing. */
export function slotAt({ run }: Target, address: Address, key: string): Uint8Array | undefined {
  return slotValue(run.state, run.firmware.pendingSlots, { address, key });
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
