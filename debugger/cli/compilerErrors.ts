/** Why a crate was not built, in the compiler's own words: they point at the source and say what may help. */

import type { CompilerMessage, CrateBuild } from './services';
import { Refusal } from './services';
import { shownPath } from './shownPath';
import type { Terminal } from './terminal';

/** @returns whether there were any: cargo may have failed before the compiler came to speak */
export function printErrors(build: CrateBuild, terminal: Terminal): boolean {
  const errors = (build.messages ?? []).filter(it => it.level === 'error');
  for (const it of errors) terminal.note(renderedText(it));
  return errors.length > 0;
}

/**
 * Prints the errors and gives what is left to say.
 *
 * @param path absolute: the folder of the crate
 */
export function notBuilt(
  path: string,
  build: CrateBuild & { readonly kind: 'failed' },
  terminal: Terminal,
): Refusal {
  const hasSaid = printErrors(build, terminal);
  return new Refusal('not-built', hasSaid ? `${shownCrate(path)} was not built` : build.reason);
}

/** A crate as people know it: its folder has a name even where the command line says `.`. */
export function shownCrate(path: string): string {
  const shown = shownPath(path);
  return shown === path
    ? (path
        .split(/[\\/]/)
        .filter(it => it !== '')
        .at(-1) ?? path)
    : shown;
}

export function renderedText({ level, message, rendered }: CompilerMessage): string {
  return rendered ?? `${level}: ${message}`;
}
