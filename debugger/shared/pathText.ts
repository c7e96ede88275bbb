/** Paths as text, of whichever system: debug information may have been written on another one than this. */

/** A drive with its root, or a computer and what it shares. */
const WINDOWS = /^([A-Za-z]:[\\/]|\\\\[^\\])/;
/** What lets Windows take a path as it is, long ones too: nothing of the path itself. */
const AS_IT_IS = /^\\\\\?\\(UNC\\)?/;

export function isWindowsPath(path: string): boolean {
  return WINDOWS.test(path);
}

/** The last of its names. */
export function nameOfPath(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** Without `.` and `..`, which paths of other folders' crates are recorded with; one of Windows has `\` throughout. */
export function normalizedPath(path: string): string {
  if (isWindowsPath(path)) return normalizedOnWindows(path);
  if (!/(^|\/)\.\.?(\/|$)/.test(path)) return path;
  return withoutDots(path.split('/'), 1).join('/');
}

/** Paths of one file are the same text: Windows spells it in several ways, letters of either case among them. */
export function comparablePath(path: string): string {
  if (isWindowsPath(path)) return foldedPath(normalizedPath(path));
  return normalizedPath(path.replaceAll('\\', '/'));
}

/** With `/` and small letters, where it is one of Windows. */
export function foldedPath(path: string): string {
  return isWindowsPath(path) ? path.replaceAll('\\', '/').toLowerCase() : path;
}

function normalizedOnWindows(given: string): string {
  const path = given.replace(AS_IT_IS, (_, share: string | undefined) => (share ? '\\\\' : ''));
  const isShared = path.startsWith('\\\\');
  const names = withoutDots(path.split(/[\\/]+/), isShared ? 3 : 1);
  return `${isShared ? '\\' : ''}${names.join('\\')}`;
}

/** @param root so many names stay whatever follows them */
function withoutDots(names: readonly string[], root: number): string[] {
  const kept: string[] = [];
  for (const name of names) {
    if (name === '..' && kept.length > root) kept.pop();
    else if (name !== '.' && name !== '..') kept.push(name);
  }
  return kept;
}
