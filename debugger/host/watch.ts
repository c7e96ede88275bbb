/** Notices that files change. */

import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { watch } from 'chokidar';

/** An editor writes a file in several steps, and a person several files. */
const REST_MILLISECONDS = 200;
const IGNORED = /(^|[\\/])(\.[^\\/.]|(target|node_modules)([\\/]|$))/;
const WANTED = /\.(rs|toml|json|ld)$/;

export interface FileWatch {
  add(paths: readonly string[]): void;
  /** Settles when something has changed since it last did, and the changes have come to rest: with what has changed. */
  changed(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/**
 * Whether a change of something can be of interest: of what was named, whatever it is, and of sources below that.
 *
 * @param given as chokidar names it, which has `/` on Windows too
 * @param flavour of paths; a test gives another
 */
export function isWatched(
  roots: ReadonlySet<string>,
  given: string,
  isFile: boolean,
  flavour: Pick<typeof path, 'isAbsolute' | 'relative' | 'resolve'> = path,
): boolean {
  const it = flavour.resolve(given);
  if (roots.has(it)) return true;
  const paths = [...roots].map(root => flavour.relative(root, it));
  // On Windows what is on another drive has no path from here but its own.
  const below = paths.find(own => !own.startsWith('..') && !flavour.isAbsolute(own));
  return !IGNORED.test(below ?? it) && (!isFile || WANTED.test(it));
}

/** @param isOver asked now and then: the wait for a change ends when it is true */
export function watchFiles(isOver: () => boolean): FileWatch {
  const roots = new Set<string>();
  const watcher = watch([], {
    ignoreInitial: true,
    ignored: (it, stats) => !isWatched(roots, it, stats?.isFile() === true),
  });
  const seen = new Set<string>();
  let last = 0;
  watcher.on('all', (_, it) => {
    seen.add(path.relative(process.cwd(), it));
    last = performance.now();
  });
  return {
    add(paths) {
      const added = paths.map(it => path.resolve(it)).filter(it => !roots.has(it));
      for (const it of added) roots.add(it);
      watcher.add(added);
    },
    async changed() {
      while (!isOver() && (seen.size === 0 || performance.now() - last < REST_MILLISECONDS)) {
        await setTimeout(REST_MILLISECONDS / 4);
      }
      const paths = [...seen].sort();
      seen.clear();
      return paths;
    },
    close: () => watcher.close(),
  };
}
