/** How a function breakpoint names functions: a path or the end of one, a path with `*`, or `/a regular expression/`. */

import type { NamePattern } from '../../dwarf/breakpoints';

export type FunctionPattern =
  { readonly matches: string | NamePattern } | { readonly problem: string };

const REGEX = /^\/(.*)\/(i?)$/s;

export function readPattern(name: string): FunctionPattern {
  const [, source, flags] = REGEX.exec(name) ?? [];
  if (source !== undefined) {
    try {
      return { matches: new RegExp(source, flags) };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return { problem: `${name} is no regular expression: ${error.message}` };
    }
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
