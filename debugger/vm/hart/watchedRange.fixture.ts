/** What a debugger watches in physical memory, for tests. */

import type { WatchedRange } from './watchpoints';

export function onWrites(paddr: number, length: number): WatchedRange {
  return { paddr, length, reads: false, writes: true };
}

export function onReads(paddr: number, length: number): WatchedRange {
  return { paddr, length, reads: true, writes: false };
}
