/** Where random programs lie, and their page tables. Nothing of it is a device of QEMU's `virt` machine. */

import type { Random } from '../random';
import { PTE } from '../../../debugger/vm/mmu/sv32';

export const DATA = 0x8004_0000;
export const DATA_BYTES = 4 * 4096;
export const TABLES = { root: 0x8006_0000, leaf: 0x8006_1000, end: 0x8006_2000 } as const;
/** Data as S and U see it, page by page, each with rights of its own. */
export const WINDOW = 0x1800_0000;
export const WINDOW_PAGES = 16;
/** Two pages behind the window that user mode can always read and write, and that do not lie side by side. */
export const SAFE = WINDOW + 32 * 4096;

const { V, R, W, X, U, G, A, D } = PTE;
const ENTRIES = 1024;
const ALL = V | R | W | X | A | D;

/** Root and second table: RAM where it is for S, 0xc000_0000 for U, and the window. */
export function tables(random: Random): Uint8Array {
  const words = new Uint32Array(2 * ENTRIES);
  words[0x8000_0000 >>> 22] = pte(0x8000_0000, ALL);
  words[0xc000_0000 >>> 22] = pte(0x8000_0000, ALL | U);
  words[WINDOW >>> 22] = pte(TABLES.leaf, V);
  // Beside the window: superpages, aligned and not, and pointers with reserved bits.
  for (let at = 1; at < 4; at += 1) words[(WINDOW >>> 22) + at] = randomPte(random);
  for (let at = 0; at < WINDOW_PAGES; at += 1) words[ENTRIES + at] = randomPte(random);
  words[ENTRIES + 32] = pte(DATA, V | R | W | U | A | D);
  words[ENTRIES + 33] = pte(DATA + 2 * 4096, V | R | W | U | A | D);
  return new Uint8Array(words.buffer);
}

/** A page of data in any rights; A and D set, for QEMU sets them where we fault. [Priv §4.3.2] */
export function randomPte(random: Random): number {
  const rights = random.of([R | W, R | W | X, R, R | X, X, W, 0]);
  const flags = rights | random.of([V, V, V, V, 0]) | random.of([0, U]) | random.of([0, G]);
  return pte(DATA + random.below(4) * 4096, flags | A | D);
}

function pte(paddr: number, flags: number): number {
  return (((paddr >>> 12) << 10) | flags) >>> 0;
}
