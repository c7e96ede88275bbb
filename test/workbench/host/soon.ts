/** Waiting for what the views ask for by themselves: their answers come behind the stop that they are about. */

import { setTimeout } from 'node:timers/promises';

const ATTEMPTS = 100;
const PAUSE = 100;

/** Tries until it does not throw; at last throws what it throws. */
export async function soon(check: () => void): Promise<void> {
  for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
    try {
      check();
      return;
    } catch {
      await setTimeout(PAUSE);
    }
  }
  check();
}
