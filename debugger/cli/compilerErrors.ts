/** Why a crate was not built, in the compiler's own words: they point at the source and say what may help. */

import type { CompilerMessage, CrateBuild } from './services';
import { Refusal } from './services';
import type { Terminal } from './terminal';

/** @returns whether there were any: cargo may have failed before the compiler came to speak */
export function printErrors(build: CrateBuild, terminal: Terminal): boolean {
  const errors = (build.messages ?? []).filter(it => it.level === 'error');
  for (const it of errors) terminal.note(renderedText(it));
  return errors.length > 0;
}

/** Prints the errors and gives what is left to say. */
export function notBuilt(
  given: string,
  build: CrateBuild & { readonly kind: 'failed' },
  terminal: Terminal,
): Refusal {
  const hasSaid = printErrors(build, terminal);
  return new Refusal('not-built', hasSaid ? `${given} was not built` : build.reason);
}

export function renderedText({ level, message, rendered }: CompilerMessage): string {
  return rendered ?? `${level}: ${message}`;
}
