/** The storage of a frame's contract: what is committed, and what the running transaction has written over it. */

import { describeStorage } from '../../chain/describe/accounts';
import type { Frame } from '../frame';
import type { Target } from '../target';
import type { VariableView } from '../views';

/** In ascending order of keys. A slot that is written and not committed yet says so. */
export function storageOf(target: Target, frame: Frame): VariableView[] {
  const address = frame.task?.to;
  if (address === undefined) return [];
  const committed = target.run.state.get(address)?.storage ?? new Map<string, Uint8Array>();
  const pending = [...target.run.firmware.pendingSlots.values()].filter(
    it => it.address === address && !isSame(it.value, committed.get(it.key)),
  );
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

/** What was written and taken back again is as it was. */
function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((it, at) => it === b[at]);
}
