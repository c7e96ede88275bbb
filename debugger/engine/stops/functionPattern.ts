/** How a function breakpoint names functions: a path or the end of one, a path with `*`, or `/a regular expression/`. */

import type { NamePattern } from '../../dwarf/breakpoints';
import { readLinearRegex } from '../../shared/regex/linearRegex';

export type FunctionPattern =
  | {
      readonly matches: string | NamePattern;
      /** Names have gone unanswered, for they would have taken too long. */
      readonly isGivenUp?: () => boolean;
    }
  | { readonly problem: string };

const REGEX = /^\/(.*)\/(i?)$/s;

/** For all names of all programs: one or two seconds. A common expression takes one to five for each character. */
const STEPS = 50_000_000;

export function readPattern(name: string, steps = STEPS): FunctionPattern {
  const [, source, flags] = REGEX.exec(name) ?? [];
  if (source !== undefined) {
    const matches = readLinearRegex(source, flags === 'i' ? 'i' : '', steps);
    if ('problem' in matches) {
      return { problem: `${name} is no regular expression of ours: ${matches.problem}.` };
    }
    return { matches, isGivenUp: () => matches.isGivenUp };
  }
  const text = name.trim();
  if (text === '') return { problem: 'A function breakpoint needs the name of a function.' };
  if (!text.includes('*')) return { matches: text };
  return { matches: { test: name => fits(name, text.split(/\*+/)) } };
}

/**
 * Part of a path as a name is: `ledger::*` means what is in `erc20::ledger` too.
 * Not by a regular expression: many stars would try every way to share a name between them.
 * @param parts texts that come one behind the other, with anything between them
 */
function fits(name: string, [first = '', ...others]: readonly string[]): boolean {
  const last = others.pop() ?? '';
  const starts = [0, ...[...name.matchAll(/::/g)].map(it => it.index + 2)];
  return starts.some(start => {
    if (!name.startsWith(first, start)) return false;
    let at = start + first.length;
    for (const part of others) {
      const found = name.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at + last.length <= name.length && name.endsWith(last);
  });
}
