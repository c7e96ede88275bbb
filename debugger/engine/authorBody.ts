/** Where a step stops that enters a function. */

import type { Module } from './module';

/** The shortest instruction. */
const STRIDE = 2;

/**
 * Behind the prologue; but at the first instruction where all of the body is code of others that was inlined into it, so
 * that nothing behind the prologue is a statement of the author's.
 */
export function bodyOf(module: Module, entry: number): number {
  const body = module.entryBehind(entry);
  const high = module.framesAt(entry).at(-1)?.highPc;
  if (high === undefined || !module.placeAt(entry).isOwn) return body;
  for (let at = body; at < high; at += STRIDE) {
    const { isStatement, isOwn } = module.placeAt(at);
    if (isStatement && isOwn) return body;
  }
  return entry;
}
