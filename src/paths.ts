/** Absolute paths with `/`, as a Uri has them on every system. Browsers have no `node:path`. */

export function joinPath(folder: string, ...names: readonly string[]): string {
  return [folder.replace(/\/+$/, ''), ...names].join('/');
}

/** The folder that a path lies in; undefined for the root. */
export function parentOf(path: string): string | undefined {
  const trimmed = path.replace(/\/+$/, '');
  const at = trimmed.lastIndexOf('/');
  if (at < 0 || trimmed === '') return undefined;
  return at === 0 ? '/' : trimmed.slice(0, at);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `relative` below `base`, or itself where it is absolute; without `.` and `..`. */
export function resolvePath(base: string, relative: string): string {
  const names: string[] = [];
  for (const name of (relative.startsWith('/') ? relative : `${base}/${relative}`).split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
}
