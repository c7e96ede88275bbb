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

/**
 * `relative` below `base`, or itself where it is absolute; without `.` and `..`. Where there are drives it is a path as
 * Windows takes it: with either slash, and perhaps a drive of its own.
 */
export function resolvePath(base: string, relative: string): string {
  const names: string[] = [];
  const given = hasDrive(base) ? slashed(relative) : relative;
  for (const name of (given.startsWith('/') ? given : `${base}/${given}`).split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
}

function hasDrive(path: string): boolean {
  return /^\/[A-Za-z]:(\/|$)/.test(path);
}

function slashed(path: string): string {
  const given = path.replaceAll('\\', '/');
  return /^[A-Za-z]:\//.test(given) ? `/${given}` : given;
}
