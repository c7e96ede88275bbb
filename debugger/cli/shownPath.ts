/** Paths for a person who knows where they are. */

import { foldedPath, isWindowsPath } from '../shared/pathText';

/** Windows has its own slashes behind what rustc puts in front. */
const COMMIT = /\/rustc\/[0-9a-f]{40}[\\/]/g;

/** Relative to where the command was started, where that is shorter; the standard library without its commit. */
export function shownPath(path: string, here = process.cwd()): string {
  const start = `${foldedPath(here).replace(/(?<=:)\/$/, '')}/`;
  if (foldedPath(path).startsWith(start)) return path.slice(start.length);
  return path.replace(COMMIT, '/rustc/');
}

/** A text with such paths in it. */
export function shownText(text: string, here = process.cwd()): string {
  const relative = isWindowsPath(here)
    ? text.replace(spellingsOf(here), '')
    : text.replaceAll(`${here}/`, '');
  return relative.replace(COMMIT, '/rustc/');
}

/** Of a folder of Windows in a text: both slashes, letters of either case. */
function spellingsOf(folder: string): RegExp {
  const pattern = folder
    .replace(/[\\/]+$/, '')
    .replace(/[\\/^$.*+?()[\]{}|]/g, it => (/[\\/]/.test(it) ? '[\\\\/]' : `\\${it}`));
  return new RegExp(`(?<!\\p{L})${pattern}[\\\\/]`, 'giu');
}
