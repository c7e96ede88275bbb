/** Waits for files to change. */

import { relative, resolve } from 'node:path';
import { watch } from 'chokidar';

/** An editor writes a file in several steps, and a person several files. */
const REST_MILLISECONDS = 200;
const IGNORED = /(^|[\\/])(\..|target$|target[\\/]|node_modules|dist[\\/])/;
const WANTED = /\.(rs|toml|json|ld)$/;

/**
 * Settles when something in the folders has changed and nothing more does.
 *
 * @param isOver asked now and then: the wait ends when it is true
 * @returns what changed, relative to where the process was started
 */
export async function waitForChange(
  folders: readonly string[],
  isOver: () => boolean,
): Promise<readonly string[]> {
  const roots = folders.map(it => resolve(it));
  const watcher = watch(roots, {
    ignoreInitial: true,
    ignored: (path, stats) => {
      const below = roots.map(it => relative(it, path)).find(it => !it.startsWith('..')) ?? path;
      return IGNORED.test(below) || (stats?.isFile() === true && !WANTED.test(path));
    },
  });
  const changed = new Set<string>();
  let last = 0;
  watcher.on('all', (_, path) => {
    changed.add(relative(process.cwd(), path));
    last = performance.now();
  });
  try {
    while (!isOver() && (changed.size === 0 || performance.now() - last < REST_MILLISECONDS)) {
      await new Promise(resume => setTimeout(resume, REST_MILLISECONDS / 4));
    }
    return [...changed].sort();
  } finally {
    await watcher.close();
  }
}
