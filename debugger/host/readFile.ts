/** A file whose path somebody has named, who may have named anything: a device, a pipe, a disk image. */

import type { Stats } from 'node:fs';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';

/** Programs with all their debug information have some tens of MiB. */
const MOST_BYTES = 256 * 1024 * 1024;

/** What is at a path is nothing to read. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';

  constructor(path: string, why: string) {
    super(`${path}: ${why}`);
  }
}

/** What is no file, and so has no end or none that comes by itself. */
const KINDS: readonly (readonly [is: (stats: Stats) => boolean, name: string])[] = [
  [it => it.isDirectory(), 'a folder'],
  [it => it.isFIFO(), 'a pipe'],
  [it => !it.isFile(), 'a device'],
];

/** @throws FileRefused, or the operating system's error */
export async function readFile(path: string, most = MOST_BYTES): Promise<Uint8Array> {
  // Without O_NONBLOCK a pipe is opened when somebody writes to it, which may be never. Windows has neither.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = await file.stat();
    const kind = KINDS.find(([is]) => is(stats))?.[1];
    if (kind !== undefined) throw new FileRefused(path, `${kind}, not a file`);
    const bytes = stats.size > most ? undefined : await readUpTo(most, stats.size, file);
    if (bytes === undefined) {
      throw new FileRefused(path, `no file of more than ${most / 1024 / 1024} MiB is read`);
    }
    return bytes;
  } finally {
    await file.close();
  }
}

/** Not by its size alone: a file of /proc says 0, and one that is being written grows. */
async function readUpTo(
  most: number,
  size: number,
  file: FileHandle,
): Promise<Uint8Array | undefined> {
  // One more, so that the end is seen without another buffer.
  let bytes = new Uint8Array(size + 1);
  let filled = 0;
  for (;;) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled);
    filled += bytesRead;
    if (bytesRead === 0) return bytes.slice(0, filled);
    if (filled > most) return undefined;
    if (filled < bytes.length) continue;
    const larger = new Uint8Array(Math.min(most + 1, Math.max(2 * filled, 1 << 16)));
    larger.set(bytes);
    bytes = larger;
  }
}
