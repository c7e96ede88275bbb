/**
 * What a slot's halfword has beside it where translated code can be entered: the number of a function in the table and,
 * below it, the number of a way into that function, from 1. Zero where there is none.
 */

export const ENTRY_BITS = 10;
export const ENTRY_MASK = (1 << ENTRY_BITS) - 1;

/** Bytes for each of a page's bytes: a word for each halfword. */
export const ENTRY_SHIFT = 1;

export function packEntry(table: number, way: number): number {
  return (table << ENTRY_BITS) | way;
}
