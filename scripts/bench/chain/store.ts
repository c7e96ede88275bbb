/** A store that counts what goes through it. */

import { ClassicLevel } from 'classic-level';
import { MemoryLevel } from 'memory-level';
import type { Store } from '../../../debugger/chain/state';

export interface Counts {
  keysRead: number;
  bytesRead: number;
  keysWritten: number;
  bytesWritten: number;
}

export type CountingStore = Store & { readonly counts: Counts };

export async function openStore(kind: 'memory' | 'disk', path: string): Promise<CountingStore> {
  const store: Store =
    kind === 'disk'
      ? new ClassicLevel<string, Uint8Array>(path, { keyEncoding: 'utf8', valueEncoding: 'view' })
      : new MemoryLevel<string, Uint8Array>({
          storeEncoding: 'view',
          keyEncoding: 'utf8',
          valueEncoding: 'view',
        });
  await store.open();
  return count(store);
}

function count(store: Store): CountingStore {
  const counts: Counts = { keysRead: 0, bytesRead: 0, keysWritten: 0, bytesWritten: 0 };
  const { getSync, batch } = store;
  const counted = {
    counts,
    getSync(key: string): Uint8Array | undefined {
      const value = (getSync as (key: string) => Uint8Array | undefined).call(store, key);
      counts.keysRead += 1;
      counts.bytesRead += value?.length ?? 0;
      return value;
    },
    batch(operations: { key: string; value?: Uint8Array }[]): Promise<void> {
      counts.keysWritten += operations.length;
      for (const { key, value } of operations) {
        counts.bytesWritten += key.length + (value?.length ?? 0);
      }
      return (batch as unknown as (all: typeof operations) => Promise<void>).call(
        store,
        operations,
      );
    },
  };
  return Object.assign(store, counted) as unknown as CountingStore;
}
