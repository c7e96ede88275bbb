/** The storage of a frame's contract: what is committed, and what the running transaction has written over it. */

import { decodeStorage } from '../../chain/abi/storage';
import type { Address } from '../../chain/address';
import { abiAt } from '../../chain/describe/context';
import { bytesToHex } from '../../shared/hex';
import type { Frame } from '../frame';
import type { Target } from '../target';
import type { VariableView } from '../views';
import { abiRow, amountRow } from './abiRows';

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
  return [...sorted].map(([key, value]) =>
    slotRow(target, address, key, value, isPending.has(key)),
  );
}

/** The parts of a value that the ABI knows, then the slot as the chain has it. */
function slotRow(
  target: Target,
  address: Address,
  key: string,
  value: Uint8Array,
  isPending: boolean,
): VariableView {
  const { labels } = target.resolved;
  const slot = decodeStorage(abiAt(target.words, address), key, value, labels);
  const { domain, label, fields = [], typed, integer } = slot;
  const shown = integer === undefined ? undefined : amountRow('', integer);
  const mark = isPending ? ' (not committed)' : '';
  const readText = (text: string): string => text + mark;
  const parts = (): VariableView[] =>
    fields.length > 0
      ? fields.map(it => abiRow(it.name, it.value, it.typeName, labels))
      : typed === undefined
        ? []
        : (abiRow('', typed.value, undefined, labels).children?.() ?? []);
  return {
    name: label,
    value: readText(shown?.value ?? slot.text),
    ...(shown?.valueIn && { valueIn: base => readText(shown.valueIn?.(base) ?? slot.text) }),
    type: domain,
    readOnly: true,
    readOnlyReason: 'only contracts write storage',
    ...(NAMED.test(label) && { evaluateName: `storage.${label}` }),
    children: () => [
      ...parts(),
      { name: 'key', value: key, readOnly: true },
      { name: 'bytes', value: `0x${bytesToHex(value)}`, readOnly: true },
    ],
  };
}

/** A slot that an expression can name: by its item, or by a label or an address for each part of its key. */
const NAMED = /^\w+(?:\[\w+(?:, \w+)*\])?$/;

/** What was written and taken back again is as it was. */
function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((it, at) => it === b[at]);
}
