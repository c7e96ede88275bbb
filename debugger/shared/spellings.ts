/**
 * Texts that bytes spell. The latest are kept, each at the place that its bytes give: a transaction names its few
 * accounts and slots some twenty times.
 */

const PLACES = 256;

export class Spellings<T extends string> {
  readonly #spell: (bytes: Uint8Array) => T;
  readonly #longest: number;
  readonly #kept: ({ readonly bytes: Uint8Array; readonly text: T } | undefined)[] = Array.from(
    { length: PLACES },
    () => undefined,
  );

  /**
   * @param spell a function of the bytes alone; where it throws, nothing is kept
   * @param longest bytes of a text that is kept
   */
  constructor(spell: (bytes: Uint8Array) => T, longest: number) {
    this.#spell = spell;
    this.#longest = longest;
  }

  /** The text of the bytes from `start` to `end`. */
  of(bytes: Uint8Array, start: number, end: number): T {
    if (end - start > this.#longest) return this.#spell(bytes.subarray(start, end));
    const place = placeOf(bytes, start, end);
    const known = this.#kept[place];
    if (known !== undefined && areAlike(known.bytes, bytes, start, end)) return known.text;
    const own = bytes.slice(start, end);
    const text = this.#spell(own);
    this.#kept[place] = { bytes: own, text };
    return text;
  }
}

function placeOf(bytes: Uint8Array, start: number, end: number): number {
  let mixed = end - start;
  for (let at = start; at < end; at += 1) mixed = Math.imul(mixed, 31) + (bytes[at] ?? 0);
  return (mixed ^ (mixed >>> 16)) & (PLACES - 1);
}

function areAlike(kept: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (kept.length !== end - start) return false;
  for (let at = start; at < end; at += 1) if (kept[at - start] !== bytes[at]) return false;
  return true;
}
