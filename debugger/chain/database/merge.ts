/** A store's entries with what was written above it, in ascending order of keys. */

import { compareUtf8 } from './keys';

type Entry = [key: string, value: Uint8Array];

/** @param written what is newer than the store; null where it was deleted */
export async function* merge(
  stored: AsyncIterable<Entry>,
  written: Iterable<readonly [key: string, value: Uint8Array | null]>,
): AsyncGenerator<Entry> {
  const newer = [...written].sort(([a], [b]) => compareUtf8(a, b));
  let next = 0;
  for await (const [key, value] of stored) {
    for (let it = newer[next]; it !== undefined; it = newer[next]) {
      const order = compareUtf8(it[0], key);
      if (order >= 0) break;
      yield* present(it);
      next++;
    }
    const replaced = newer[next];
    if (replaced?.[0] === key) {
      yield* present(replaced);
      next++;
    } else {
      yield [key, value];
    }
  }
  for (const it of newer.slice(next)) yield* present(it);
}

function* present([key, value]: readonly [string, Uint8Array | null]): Generator<Entry> {
  if (value !== null) yield [key, value];
}
