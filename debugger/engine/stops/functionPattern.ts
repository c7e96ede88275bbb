/** How a function breakpoint names functions: a path or the end of one, a path with `*`, or `/a regular expression/`. */

export type FunctionPattern = { readonly matches: string | RegExp } | { readonly problem: string };

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
  // Part of a path as a name is: `ledger::*` means what is in `erc20::ledger` too.
  const parts = text.split(/\*+/).map(it => it.replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return { matches: new RegExp(`(^|::)${parts.join('.*')}$`) };
}
