/** The storage of a frame's contract: what is committed, and what the running transaction has written over it. */

import type { Address } from '../../chain/address';
import { describeStorage } from '../../chain/describe/accounts';
import type { FirmwareState } from '../../chain/firmware/firmwareState';
import type { Frame } from '../frame';
import type { Target } from '../target';
import type { VariableView } from '../views';

interface PendingSlot {
  readonly address: Address;
  readonly key: string;
  /** undefined where the slot is deleted. */
  readonly value: Uint8Array | undefined;
}

/** A kernel that does not announce what a transaction writes leaves nothing to be shown before the commit. */
type Announced = FirmwareState & { readonly pendingSlots?: readonly PendingSlot[] };

/** In ascending order of keys. A slot that is written and not committed yet says so. */
export function storageOf(target: Target, frame: Frame): VariableView[] {
  const address = frame.task?.to;
  if (address === undefined) return [];
  const committed = target.run.state.get(address)?.storage ?? new Map<string, Uint8Array>();
  const { pendingSlots = [] }: Announced = target.run.firmware;
  const pending = pendingSlots.filter(it => it.address === address);
  const slots = new Map(committed);
  for (const { key, value } of pending) {
    if (value === undefined) slots.delete(key);
    else slots.set(key, value);
  }
  const isPending = new Set(pending.map(it => it.key));
  const sorted = new Map([...slots].sort(([a], [b]) => (a < b ? -1 : 1)));
  return describeStorage(target.words, address, sorted).map(it => ({
    name: it.label,
    value: isPending.has(it.key) ? `${it.text} (not committed)` : it.text,
    type: it.domain,
    readOnly: true,
    children: () => [
      { name: 'key', value: it.key, readOnly: true },
      { name: 'bytes', value: `0x${it.value}`, readOnly: true },
    ],
  }));
}
