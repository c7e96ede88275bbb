/** Paths for a person who knows where they are. */

const COMMIT = /\/rustc\/[0-9a-f]{40}\//g;

/** Relative to where the command was started, where that is shorter; the standard library without its commit. */
export function shownPath(path: string): string {
  const here = `${process.cwd()}/`;
  if (path.startsWith(here)) return path.slice(here.length);
  return path.replace(COMMIT, '/rustc/');
}

/** A text with such paths in it. */
export function shownText(text: string): string {
  return text.replaceAll(`${process.cwd()}/`, '').replace(COMMIT, '/rustc/');
}
