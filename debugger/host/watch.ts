/** Notices that files change. */

import { relative, resolve } from 'node:path';
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

/** @param isOver asked now and then: the wait for a change ends when it is true */
export function watchFiles(isOver: () => boolean): FileWatch {
  const roots = new Set<string>();
  const isIgnored = (path: string, isFile: boolean): boolean => {
    if (roots.has(path)) return false;
    const below = [...roots].map(it => relative(it, path)).find(it => !it.startsWith('..'));
    return IGNORED.test(below ?? path) || (isFile && !WANTED.test(path));
  };
  const watcher = watch([], {
    ignoreInitial: true,
    ignored: (path, stats) => isIgnored(path, stats?.isFile() === true),
  });
  const seen = new Set<string>();
  let last = 0;
  watcher.on('all', (_, path) => {
    seen.add(relative(process.cwd(), path));
    last = performance.now();
  });
  return {
    add(paths) {
      const added = paths.map(it => resolve(it)).filter(it => !roots.has(it));
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
