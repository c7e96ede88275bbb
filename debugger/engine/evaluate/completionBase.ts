/** The expression that a dot or a bracket is typed behind. */

import type { Token } from './lexer';
import { tokenize } from './lexer';

const OPEN: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

/**
 * The longest path at the end of a text: `self.items[0]` of `1 + self.items[0]`.
 * @returns undefined where the text does not end in one
 * @throws EvaluationError where it has no tokens
 */
export function baseBefore(text: string): string | undefined {
  const tokens = tokenize(text).slice(0, -1);
  let at = tokens.length - 1;
  let start: number | undefined;
  for (;;) {
    const first = startOfPart(tokens, at);
    if (first === undefined) break;
    start = tokens[first]?.span.start;
    const previous = tokens[first - 1];
    if (isOperator(previous, '.')) at = first - 2;
    else if (isOperator(tokens[first], '[') || isCall(tokens, first)) at = first - 1;
    else break;
  }
  return start === undefined ? undefined : text.slice(start);
}

/** Index of the first token of a name, or of what stands in brackets. */
function startOfPart(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  if (token.kind !== 'operator') return at;
  const open = OPEN[token.text];
  if (open === undefined) return undefined;
  let depth = 0;
  for (let index = at; index >= 0; index--) {
    if (isOperator(tokens[index], token.text)) depth++;
    if (isOperator(tokens[index], open) && --depth === 0) return index;
  }
  return undefined;
}

function isCall(tokens: readonly Token[], first: number): boolean {
  return isOperator(tokens[first], '(') && tokens[first - 1]?.kind === 'name';
}

function isOperator(token: Token | undefined, text: string): boolean {
  return token?.kind === 'operator' && token.text === text;
}
