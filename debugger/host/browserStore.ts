/** Where a chain stays in a browser: an IndexedDB database of the page's origin. */

import { BrowserLevel } from 'browser-level';
import type { Store } from '../chain/state';

/** Its batches are IndexedDB's transactions, so that a page that is closed leaves whole ones behind. */
export function browserStore(name: string): Store {
  const store = new BrowserLevel<string, Uint8Array>(name, {
    keyEncoding: 'utf8',
    valueEncoding: 'view',
  });
  // It stores bytes only, where a Store may store text too; the encodings above are the same either way.
  return store as unknown as Store;
}
