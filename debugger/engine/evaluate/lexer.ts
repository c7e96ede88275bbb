/** An expression's text as tokens. [Rust Reference §2.6] */

import type { Span } from '../evaluationError';
import { EvaluationError } from '../evaluationError';

export interface Token {
  readonly kind: 'number' | 'char' | 'text' | 'register' | 'name' | 'operator' | 'end';
  readonly text: string;
  readonly span: Span;
}

/** Nobody types more, and nesting is bounded by it. */
const MAX_LENGTH = 1000;

const SPACE = /\s*/y;
const WORD = /[\p{L}_][\p{L}\p{N}_]*/u.source;

/** In this order at each place. */
const PATTERNS: readonly (readonly [Exclude<Token['kind'], 'end'>, RegExp])[] = [
  ['number', /[0-9]\w*/y],
  ['register', /\$\w*/y],
  ['char', /b?'(?:\\(?:u\{[^'}]*\}|x..|.)|[^'\\])'/suy],
  ['text', /b?"(?:\\.|[^"\\])*"/suy],
  ['name', new RegExp(`(?:r#)?${WORD}(?:::(?:r#)?${WORD})*`, 'uy')],
  ['operator', /<<|>>|==|!=|<=|>=|&&|\|\||\.\.=|\.\.|[-+*/%&|^!<>()[\]{}:;.,=]/y],
];

/** What people write who think of another language, or stop too early. */
const ADVICE: Readonly<Record<string, string>> = {
  '"': 'this text has no end: its closing quote is missing',
  "'": "a char is one character in quotes, as 'a'",
  '~': "~ means nothing here: Rust's complement is !",
};

/** Ends with a token of kind `end`. */
export function tokenize(text: string): Token[] {
  if (text.length > MAX_LENGTH) {
    throw new EvaluationError(`an expression has at most ${MAX_LENGTH} characters`);
  }
  const tokens: Token[] = [];
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, at)) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.span.end;
  }
  const end = text.trimEnd().length;
  return [...tokens, { kind: 'end', text: 'the end', span: { start: end, end } }];
}

function tokenAt(text: string, at: number): Token {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) {
      // Rust writes a name that is a word of its own as `r#type`, and calls it `type`.
      const plain = kind === 'name' ? found.replaceAll('r#', '') : found;
      return { kind, text: plain, span: { start: at, end: at + found.length } };
    }
  }
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const fact = ADVICE[character] ?? `${character} means nothing here`;
  throw new EvaluationError(fact, { start: at, end: at + character.length });
}

function skipSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  return at + (SPACE.exec(text)?.[0].length ?? 0);
}
