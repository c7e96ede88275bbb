/** Folders that are made where there are none, and where a path leads that has nothing at its end yet. */

import { mkdir, readlink, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** As many links as Linux follows. */
const MOST_LINKS = 40;

/**
 * Makes a folder, with those above it that are missing. Node's own way of doing so tries for ever where a folder is there
 * and nothing can be made in it, as in /proc.
 */
export async function makeFolder(path: string): Promise<void> {
  if ((await stat(path).catch(() => undefined))?.isDirectory() === true) return;
  const above = dirname(path);
  if (above !== path) await makeFolder(above);
  await mkdir(path).catch(async (error: unknown) => {
    // Another process may have made it meanwhile; or it is a link to nowhere, which says so.
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!isThere || !(await stat(path)).isDirectory()) throw error;
  });
}

/** Where a path leads at which there is no file: a link may wait for one elsewhere. */
export async function endOfLinks(given: string): Promise<string> {
  let path = given;
  for (let count = 0; count < MOST_LINKS; count++) {
    const target = await readlink(path).catch(() => undefined);
    if (target === undefined) return path;
    path = resolve(dirname(path), target);
  }
  return given;
}
