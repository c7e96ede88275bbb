/** Files and folders that are being written beside the place they are for. */

import { rmSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';

const paths = new Set<string>();

/** Where something is written that is for `path`, until `finish` or `abandon`. */
export function beginUnfinished(path: string): string {
  const unfinished = `${path}.unfinished`;
  paths.add(unfinished);
  return unfinished;
}

/** Puts it in its place. */
export async function finish(path: string): Promise<void> {
  await rename(`${path}.unfinished`, path);
  paths.delete(`${path}.unfinished`);
}

/** What was there stays. */
export async function abandon(path: string): Promise<void> {
  await rm(`${path}.unfinished`, { recursive: true, force: true });
  paths.delete(`${path}.unfinished`);
}

/** For a process that ends at once. */
export function removeUnfinished(): void {
  for (const it of paths) rmSync(it, { recursive: true, force: true });
}
