/** Waits for a condition that no event announces. */

import assert from 'node:assert/strict';

/** As long as a busy machine may take for what a person would call at once. */
export const SOON = 30_000;
/** As long as a first build of a contract and of what it is built from may take. */
export const BUILD = 180_000;

const INTERVAL = 50;

/**
 * @param what the condition, as a message says it: "the session to end"
 * @param instead says what was there when the time was over
 * @param read gives what is waited for; undefined, false: not yet
 */
export async function until<T>(
  what: string,
  read: () => Promise<T | undefined | false>,
  limit = SOON,
  instead?: () => string,
): Promise<T> {
  const start = performance.now();
  for (;;) {
    const value = await read();
    if (value !== undefined && value !== false) return value;
    if (performance.now() - start > limit) {
      assert.fail([`waited ${limit / 1000} s for ${what}`, instead?.()].filter(Boolean).join('; '));
    }
    await new Promise(resolve => setTimeout(resolve, INTERVAL));
  }
}
