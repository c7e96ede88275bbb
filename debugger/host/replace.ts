/** Puts a file or a folder in another's place, at once for whoever looks. */

import { rename } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

/** What Windows answers while somebody else has one of the two open: a virus scanner or an indexer, and soon no more. */
const LOOKED_AT = new Set<unknown>(['EACCES', 'EBUSY', 'EPERM']);

/** Pauses between attempts, in milliseconds: two seconds in all. */
const PAUSES = [10, 30, 100, 200, 400, 600, 660];

interface Place {
  readonly platform: NodeJS.Platform;
  rename(from: string, to: string): Promise<void>;
  pause(milliseconds: number): Promise<unknown>;
}

const MACHINE: Place = { platform: process.platform, rename, pause: it => setTimeout(it) };

/** @throws the operating system's error, on Windows that of the last attempt */
export async function replace(from: string, to: string, place = MACHINE): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await place.rename(from, to);
    } catch (error) {
      const pause = PAUSES[attempt];
      const isLookedAt = LOOKED_AT.has((error as NodeJS.ErrnoException).code);
      if (place.platform !== 'win32' || pause === undefined || !isLookedAt) throw error;
      await place.pause(pause);
    }
  }
}
