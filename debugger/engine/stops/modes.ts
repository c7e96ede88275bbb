/** Where a breakpoint counts, and what it does. [DAP BreakpointMode] */

import type { ModeView } from '../views';

/** The first is meant where none is named. */
export const MODES = [
  {
    mode: 'any',
    label: 'Any privilege',
    description: 'Contracts and the kernel.',
    appliesTo: ['source', 'exception', 'data', 'instruction'],
  },
  {
    mode: 'contract',
    label: 'Contracts only',
    description: 'In user mode: what the kernel does in between is passed over.',
    appliesTo: ['source', 'exception', 'data', 'instruction'],
  },
  {
    mode: 'log',
    label: 'Log only',
    description: 'Prints a line in the console and goes on.',
    appliesTo: ['source', 'exception', 'data', 'instruction'],
  },
] as const satisfies readonly ModeView[];

export type Mode = (typeof MODES)[number]['mode'];

/** The mode, or a sentence. */
export function parseMode(text: string | undefined): { mode: Mode } | string {
  const found = text === undefined ? MODES[0] : MODES.find(it => it.mode === text);
  if (found !== undefined) return { mode: found.mode };
  return `there is no mode ${String(text)}: there are ${MODES.map(it => it.mode).join(', ')}`;
}
