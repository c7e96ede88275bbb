/** What was read from a store, as far as there is room for it: a chain may be larger than memory. */

import { LRUCache } from 'lru-cache';

/** Some hundred thousand accounts. */
const DEFAULT_BYTES = 64 * 1024 * 1024;
/** What an entry takes beside its key and its value, about. */
const ENTRY_BYTES = 200;
/** Stands for: the store has nothing under this key. */
const ABSENT = new Uint8Array();

export class ReadCache {
  readonly #entries: LRUCache<string, Uint8Array>;

  constructor(maxBytes = DEFAULT_BYTES) {
    this.#entries = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: (value, key) => ENTRY_BYTES + 2 * key.length + value.length,
    });
  }

  /** null: the store has nothing; undefined: nobody has asked it, or not lately. */
  get(key: string): Uint8Array | null | undefined {
    const value = this.#entries.get(key);
    return value === ABSENT ? null : value;
  }

  set(key: string, value: Uint8Array | null): void {
    this.#entries.set(key, value ?? ABSENT);
  }

  keys(): Iterable<string> {
    return this.#entries.keys();
  }

  /** Bytes that the entries take, about. */
  get size(): number {
    return this.#entries.calculatedSize;
  }
}
