/** Folders as a whole: read at once, or made at once. */

import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { makeFolder } from './folders';
import { abandon, beginUnfinished, finish } from './unfinished';

export interface TreeFile {
  /** Below the folder, with / between its parts. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Every file below a folder, in the order of their paths; none where there is no such folder. */
export async function readTree(folder: string): Promise<TreeFile[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const paths = entries.filter(it => it.isFile()).map(it => join(it.parentPath, it.name));
  return Promise.all(
    paths.sort().map(async it => ({
      path: relative(folder, it).replaceAll(sep, '/'),
      bytes: await readFile(it),
    })),
  );
}

/** Makes a folder with these files: all of it or, if that cannot be, nothing. */
export async function writeTree(folder: string, files: readonly TreeFile[]): Promise<void> {
  const unfinished = beginUnfinished(folder);
  try {
    await rm(unfinished, { recursive: true, force: true });
    for (const { path, bytes } of files) {
      const file = join(unfinished, path);
      await makeFolder(dirname(file));
      await writeFile(file, bytes);
    }
    await finish(folder);
  } catch (error) {
    await abandon(folder);
    throw error;
  }
}
