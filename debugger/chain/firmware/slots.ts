/** SLOT_CHANGED: what a transaction writes before it is committed, for a debugger. It changes no result. */

import { SLOT_ABSENT } from '../abi.generated';
import type { ChainState } from '../state';
import type { FirmwareContext } from './context';
import type { PendingSlot } from './firmwareState';
import type { Answer, FirmwareArguments } from './sbi';
import { SBI, copyIn, refused, returned } from './sbi';
import { slotName } from './slotName';

/** What a transaction writes beyond this is seen when it is committed. */
const MAX_PENDING = 1 << 12;

/** a0: address, a1: key, a2: its length, a3: value, a4: its length, or SLOT_ABSENT where there is nothing. */
export function rememberSlot(
  { memory, state, chain, observer }: FirmwareContext,
  [addressAt, keyAt, keyLength, valueAt, valueLength]: FirmwareArguments,
): Answer {
  const named = slotName(memory, addressAt, keyAt, keyLength);
  if ('error' in named) return refused(named.error);
  const isAbsent = valueLength === SLOT_ABSENT;
  const value = isAbsent ? undefined : copyIn(memory, valueAt, valueLength);
  if (value === undefined && !isAbsent) return refused(SBI.ERR_INVALID_ADDRESS);
  const { owner: address, key } = named;
  const { pendingSlots } = state;
  const id = slotId({ address, key });
  if (observer.slotChanged !== undefined) {
    const before = slotValue(chain, pendingSlots, { address, key });
    observer.slotChanged({ address, key, before, after: value });
  }
  if (pendingSlots.has(id) || pendingSlots.size < MAX_PENDING) {
    pendingSlots.set(id, { address, key, value });
  }
  return returned();
}

/** What a slot holds while the transaction runs; undefined where there is nothing, or a store has to be waited for. */
export function slotValue(
  chain: ChainState,
  pending: ReadonlyMap<string, PendingSlot>,
  slot: Pick<PendingSlot, 'address' | 'key'>,
): Uint8Array | undefined {
  const written = pending.get(slotId(slot));
  if (written !== undefined) return written.value;
  const committed = chain.readSlot(slot.address, slot.key);
  return 'value' in committed ? committed.value : undefined;
}

/** Under which a pending slot is remembered. */
export function slotId({ address, key }: Pick<PendingSlot, 'address' | 'key'>): string {
  return `${address}/${key}`;
}
