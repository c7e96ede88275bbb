/** Writes above a store that no store has seen yet, in frozen layers that clones share. */

/** A value, or null where the key was deleted. */
type Entries = Map<string, Uint8Array | null>;

/**
 * A stack of maps, the newest last. Only the last is written to; a clone freezes it and both go on with their own.
 * Frozen layers are merged so that each is at least twice its successor: a lookup passes O(log n) of them.
 */
export class Overlay {
  #frozen: readonly Entries[];
  #top: Entries = new Map();

  constructor(frozen: readonly Entries[] = []) {
    this.#frozen = frozen;
  }

  /** undefined: the overlay says nothing about the key; null: deleted. */
  get(key: string): Uint8Array | null | undefined {
    const own = this.#top.get(key);
    if (own !== undefined) return own;
    for (let at = this.#frozen.length - 1; at >= 0; at--) {
      const found = this.#frozen[at]?.get(key);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  set(key: string, value: Uint8Array | null): void {
    this.#top.set(key, value);
  }

  /** Every key with its newest value, in no promised order. */
  entries(): ReadonlyMap<string, Uint8Array | null> {
    return merge([...this.#frozen, this.#top]);
  }

  /** Costs nothing that grows with the size of the state, on average. */
  clone(): Overlay {
    if (this.#top.size > 0) {
      this.#frozen = compact([...this.#frozen, this.#top]);
      this.#top = new Map();
    }
    return new Overlay(this.#frozen);
  }
}

function compact(layers: Entries[]): Entries[] {
  for (;;) {
    const last = layers.at(-1);
    const before = layers.at(-2);
    if (last === undefined || before === undefined || before.size >= last.size * 2) return layers;
    layers.splice(-2, 2, merge([before, last]));
  }
}

function merge(layers: readonly Entries[]): Entries {
  const all: Entries = new Map();
  for (const layer of layers) for (const [key, value] of layer) all.set(key, value);
  return all;
}
